import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Backend } from '../backends/backend.ts'
import { isFinalStatus } from '../model/file-status.ts'
import type { FileQuery } from '../model/remote-file.ts'
import { pollDelay } from '../upload/poll-delay.ts'
import { fileKeys } from './file-keys.ts'
import { requireMethod } from './require-method.ts'
import { freshFor } from './fresh-for.ts'
import { mayPass } from './may-pass.ts'
import { retryQuery } from './retry-query.ts'

/**
 * Queries as values, to fetch ahead, share and put into queries of your own. Each throws at once where the
 * backend cannot do what it asks.
 *
 * @example
 * const { data: file } = useSuspenseQuery(fileQueries.get(backend, id))
 */
export const fileQueries = {
  /** One file; asked for again before its signed URL expires. */
  get(backend: Backend, fileId: string) {
    const get = requireMethod(backend, 'get')
    return queryOptions({
      queryKey: fileKeys.get(backend, fileId),
      queryFn: ({ signal }) => get(fileId, { signal }),
      retry: retryQuery,
      staleTime: ({ state }) => freshFor(state.data?.urlExpiresAt) ?? 0,
      refetchInterval: ({ state }) => freshFor(state.data?.urlExpiresAt) ?? false,
    })
  },
  /** Pages of files, newest first. */
  list(backend: Backend, query: FileQuery = {}) {
    const list = requireMethod(backend, 'list')
    return infiniteQueryOptions({
      queryKey: fileKeys.list(backend, query),
      queryFn: ({ signal, pageParam }) => list({ ...query, cursor: pageParam }, { signal }),
      initialPageParam: query.cursor,
      getNextPageParam: (page) => page.nextCursor,
      retry: retryQuery,
    })
  },
  /** One file's status: polled, ever more patiently, until it is final. */
  status(backend: Backend, fileId: string) {
    const status = requireMethod(backend, 'status')
    return queryOptions({
      queryKey: fileKeys.status(backend, fileId),
      queryFn: ({ signal }) => status(fileId, { signal }),
      retry: retryQuery,
      refetchInterval: ({ state }) =>
        state.data && isFinalStatus(state.data.status) ? false : nextPoll(state),
      // A tab that is seen again asks at once.
      refetchOnWindowFocus: ({ state }) => !(state.data && isFinalStatus(state.data.status)),
    })
  },
  /** A video's frames: asked for again while more arrive, and before their URLs expire. */
  frames(backend: Backend, fileId: string) {
    const frames = requireMethod(backend, 'frames')
    return queryOptions({
      queryKey: fileKeys.frames(backend, fileId),
      queryFn: ({ signal }) => frames(fileId, { signal }),
      retry: retryQuery,
      staleTime: ({ state }) => (state.data?.complete ? (freshFor(state.data.urlExpiresAt) ?? 0) : 0),
      refetchInterval({ state }) {
        if (state.data?.complete) return freshFor(state.data.urlExpiresAt) ?? false
        return nextPoll(state)
      },
    })
  },
}

/** Ever more patient, and never again after an error that stays. */
function nextPoll(state: { error: Error | null; dataUpdateCount: number; errorUpdateCount: number }) {
  if (state.error && !mayPass(state.error)) return false
  return pollDelay(state.dataUpdateCount + state.errorUpdateCount + 1)
}
