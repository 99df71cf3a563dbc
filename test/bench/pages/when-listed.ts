/** Resolves, once the list says that it holds `count` rows and has painted the first, with the time that took. */
export function whenListed(root: HTMLElement, count: number): Promise<number> {
  const from = performance.now()
  return new Promise((resolve) => {
    const isListed = () =>
      root.querySelector<HTMLElement>('[data-count]')?.dataset['count'] === String(count) &&
      root.querySelector('[data-row], .rp-upload') !== null
    const look = () => {
      if (!isListed()) return
      observer.disconnect()
      // A message posted in a frame is handled once the frame is on the screen.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - from)
        port2.postMessage(undefined)
      })
    }
    const observer = new MutationObserver(look)
    observer.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-count'],
    })
  })
}
