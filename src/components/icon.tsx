const paths = {
  upload: 'M8 10.5V2.75M4.75 6 8 2.75 11.25 6M2.75 10.5v1.75c0 .55.45 1 1 1h8.5c.55 0 1-.45 1-1V10.5',
  pause: 'M5.75 3.5v9M10.25 3.5v9',
  resume: 'M5 3.25v9.5L12.5 8 5 3.25Z',
  retry: 'M13.25 8a5.25 5.25 0 1 1-1.6-3.77M13.25 2.5v2.75H10.5',
  close: 'm4 4 8 8m0-8-8 8',
  check: 'm3.5 8.5 3 3 6-7',
  alert: 'M8 5v3.5M8 11v.01M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5Z',
  previous: 'M10 3.5 5.5 8l4.5 4.5',
  next: 'M6 3.5 10.5 8 6 12.5',
  expand: 'M9.75 2.75h3.5v3.5M13.25 2.75 9.5 6.5M6.25 13.25h-3.5v-3.5M2.75 13.25 6.5 9.5',
  zoomIn: 'M8 3.5v9M3.5 8h9',
  zoomOut: 'M3.5 8h9',
  external:
    'M6.25 3.75h-2.5c-.55 0-1 .45-1 1v7.5c0 .55.45 1 1 1h7.5c.55 0 1-.45 1-1v-2.5M9.25 2.75h4v4M13.25 2.75 7.5 8.5',
  download: 'M8 2.75v7.75M4.75 7.25 8 10.5l3.25-3.25M2.75 13.25h10.5',
  image:
    'M3.75 2.75h8.5c.55 0 1 .45 1 1v8.5c0 .55-.45 1-1 1h-8.5c-.55 0-1-.45-1-1v-8.5c0-.55.45-1 1-1ZM2.75 10.5l3-3 5.5 5.5M10.5 5.75v.01',
  video:
    'M3.75 2.75h8.5c.55 0 1 .45 1 1v8.5c0 .55-.45 1-1 1h-8.5c-.55 0-1-.45-1-1v-8.5c0-.55.45-1 1-1ZM6.75 5.75v4.5L10.25 8l-3.5-2.25Z',
  text: 'M4.25 1.75h5l3.5 3.5v8c0 .55-.45 1-1 1h-7.5c-.55 0-1-.45-1-1V2.75c0-.55.45-1 1-1ZM5.75 8h4.5M5.75 10.75h3',
  document:
    'M4.25 1.75h5l3.5 3.5v8c0 .55-.45 1-1 1h-7.5c-.55 0-1-.45-1-1V2.75c0-.55.45-1 1-1ZM9 1.75v3.5h3.75',
  other: 'M4.25 1.75h5l3.5 3.5v8c0 .55-.45 1-1 1h-7.5c-.55 0-1-.45-1-1V2.75c0-.55.45-1 1-1ZM9 1.75v3.5h3.75',
} as const

/** Names of the icons. */
export type IconName = keyof typeof paths

/** A picture beside words: it has the colour and size of the text and says nothing. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="rp-icon" data-icon={name} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
