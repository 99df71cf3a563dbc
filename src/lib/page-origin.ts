/** Whether a URL, or a path, is at the page's own origin; never without a page. */
export function isPageOrigin(url: string): boolean {
  if (typeof location !== 'object') return false
  try {
    return new URL(url, location.href).origin === location.origin
  } catch {
    return false
  }
}
