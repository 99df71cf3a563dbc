/** Whether the browser reports that there is no network. `false` guarantees nothing; in Node it is always `false`. */
export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && 'onLine' in navigator && !navigator.onLine
}
