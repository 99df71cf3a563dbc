/** The origin of an absolute URL; empty for a path of the page's own server. */
export function originOf(url = ''): string {
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? ''
}
