declare global {
  // The browser is started with this and with gc().
  interface Performance {
    memory: { usedJSHeapSize: number }
  }
}

const used = () => performance.memory.usedJSHeapSize / 2 ** 20

/** Samples the heap until `end`. */
export function watchHeap() {
  gc?.()
  const before = used()
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, used())
  }, 100)
  return {
    end() {
      clearInterval(timer)
      peak = Math.max(peak, used())
      gc?.()
      return { before, peak, after: used() }
    },
  }
}
