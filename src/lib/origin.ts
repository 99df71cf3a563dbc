/** The origin of a URL; a path is one of the page's own server. Empty for a path without a page. */
export function originOf(url = ''): string {
  try {
    const base = typeof location === 'object' ? location.href : undefined
    return new URL(url, base).origin
  } catch {
    return ''
  }
}

/** Whether a URL, or a path, is at the page's own origin; never without a page. */
export function isPageOrigin(url: string): boolean {
  const pageOrigin = originOf()
  return pageOrigin !== '' && originOf(url) === pageOrigin
}
