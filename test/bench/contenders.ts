/** Who is measured. Each has a page of its own. */
export const contenders = {
  raw: { page: 'pages/raw.ts', title: 'hand-written XHR' },
  ours: { page: 'pages/ours.tsx', title: 'react-presigned' },
  shipped: { page: 'pages/shipped.tsx', title: 'react-presigned, <UploadProgress>' },
  unstyled: { page: 'pages/unstyled.tsx', title: 'react-presigned, <UploadProgress> without styles.css' },
  uppy: { page: 'peers/uppy.tsx', title: 'Uppy' },
  'better-upload': { page: 'peers/better-upload.tsx', title: 'better-upload' },
  uploady: { page: 'peers/uploady.tsx', title: 'react-uploady' },
} as const

export type ContenderName = keyof typeof contenders

export const contenderNames = Object.keys(contenders) as ContenderName[]
