import { createApiOrigins } from './api-origins.ts'
import { createAutoConcurrency } from './auto-concurrency.ts'

// Browsers open six connections to a host over HTTP/1.1. One is left for JSON that goes to the same host.
const maxUploadsOnSharedHost = 5

/** The limit of `concurrency: 'auto'`. */
export type AutoLimit = ReturnType<typeof createAutoLimit>

/**
 * The concurrency with the highest throughput, lowered where uploads and JSON share a host. Loaded with the first upload
 * of an uploader with `concurrency: 'auto'`.
 *
 * @param stores the transfers that run, by origin
 * @param apiUrls base URLs of APIs
 */
export function createAutoLimit(
  stores: ReadonlyMap<string, { running: number }>,
  apiUrls: Iterable<string | undefined>,
) {
  const auto = createAutoConcurrency()
  const apis = createApiOrigins(apiUrls)
  return {
    ...auto,
    limit(): number {
      const limit = auto.limit()
      if (limit <= maxUploadsOnSharedHost) return limit
      const isShared = [...stores].some(([origin, { running }]) => running > 0 && apis.has(origin))
      return isShared ? maxUploadsOnSharedHost : limit
    },
  }
}
