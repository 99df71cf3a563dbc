/** The longest task of the main thread since `reset`. Browsers report those of 50 ms and more. */
export function watchTasks() {
  let longest = 0
  let since = 0
  const note = (entries: PerformanceEntryList) => {
    for (const { startTime, duration } of entries)
      if (startTime >= since) longest = Math.max(longest, duration)
  }
  const observer = new PerformanceObserver((list) => note(list.getEntries()))
  observer.observe({ type: 'longtask' })
  return {
    reset() {
      note(observer.takeRecords())
      longest = 0
      since = performance.now()
    },
    longest() {
      note(observer.takeRecords())
      return longest
    },
  }
}
