/**
 * The URL if a browser may open it (`http:`, `https:`, `blob:`), else `undefined`: a backend's `javascript:`
 * or `data:` address must never reach an `href` or a `src`.
 */
export function safeUrl(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  return /^(https?|blob):/i.test(url) ? url : undefined
}
