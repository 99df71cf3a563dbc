/** `map` over every item, at most `lanes` at a time; answers in the items' order. After a failure none is begun. */
export async function mapConcurrent<T, R>(
  lanes: number,
  items: readonly T[],
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const rest = items.entries()
  let failed = false
  const lane = async () => {
    for (const [index, item] of rest) {
      if (failed) return
      results[index] = await map(item).catch((error: unknown) => {
        failed = true
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane))
  return results
}
