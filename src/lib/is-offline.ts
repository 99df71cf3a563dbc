/** Whether the browser is sure to have no network. `false` promises nothing, and Node does not know. */
export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && 'onLine' in navigator && !navigator.onLine
}
