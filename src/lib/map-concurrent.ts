/**
 * Maps every item with at most `concurrency` calls in flight; results are in the items' order. After a failure, no
 * further call starts.
 */
export async function mapConcurrent<T, R>(
  concurrency: number,
  items: readonly T[],
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const queue = items.entries()
  let hasFailed = false
  const work = async () => {
    for (const [index, item] of queue) {
      if (hasFailed) return
      results[index] = await map(item).catch((error: unknown) => {
        hasFailed = true
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work))
  return results
}
