import {
  infiniteQueryOptions,
  queryOptions,
  type DataTag,
  type InfiniteData,
  type QueryFunction,
  type UndefinedInitialDataInfiniteOptions,
  type UndefinedInitialDataOptions,
} from '@tanstack/react-query'
import type { Backend } from '../../backends/backend.ts'
import { isFinalStatus } from '../../model/file-status.ts'
import type { FilePage, FileQuery, FileState, PresignedUrl, RemoteFile } from '../../model/remote-file.ts'
import type { VideoFrames } from '../../model/video-frames.ts'
import { pollDelay } from '../../uploader/poll-delay.ts'
import { refetchDelay, urlExpiry } from '../../lib/url-expiry.ts'
import { fileKeys, type FindQuery } from './file-keys.ts'
import { requireCapability } from './require-capability.ts'
import { isTransient } from './is-transient.ts'
import { retryQuery } from './retry-query.ts'

// Written out, since what TypeScript infers names a package that applications need not have.
// With a `queryFn` that is one: Suspense takes none that may be skipped.
type Options<T, Key extends readonly unknown[]> = Omit<
  UndefinedInitialDataOptions<T, Error, T, Key>,
  'queryFn'
> & { queryFn?: QueryFunction<T, Key>; queryKey: DataTag<Key, T, Error> }
type PagesOptions<T, Key extends readonly unknown[]> = Omit<
  UndefinedInitialDataInfiniteOptions<T, Error, InfiniteData<T, string | undefined>, Key, string | undefined>,
  'queryFn'
> & {
  queryFn?: QueryFunction<T, Key, string | undefined>
  queryKey: DataTag<Key, InfiniteData<T>, Error>
}
type KeyOf<Name extends keyof typeof fileKeys> = ReturnType<(typeof fileKeys)[Name]>

/**
 * Queries as values, to fetch ahead, share and put into queries of your own. Each throws at once where the
 * backend cannot do what it asks.
 *
 * @example
 * const { data: file } = useSuspenseQuery(fileQueries.get(backend, id))
 */
export const fileQueries = {
  /** One file; asked for again before its signed URL expires. */
  get(backend: Backend, fileId: string): Options<RemoteFile, KeyOf<'get'>> {
    const get = requireCapability(backend, 'get')
    return queryOptions({
      queryKey: fileKeys.get(backend, fileId),
      queryFn: ({ signal }) => get(fileId, { signal }),
      retry: retryQuery,
      staleTime: ({ state }) => staleTime(state, expiryOf(state.data?.url, state.data?.urlExpiresAt)),
      refetchInterval: ({ state }) =>
        refetchInterval(state, expiryOf(state.data?.url, state.data?.urlExpiresAt)),
    })
  },
  /** The files of some ids or contents; asked for again before the first of their signed URLs expires. */
  find(backend: Backend, query: FindQuery): Options<readonly RemoteFile[], KeyOf<'find'>> {
    const find = requireCapability(backend, 'find')
    return queryOptions({
      queryKey: fileKeys.find(backend, query),
      queryFn: ({ signal }) => find(query, { signal }),
      retry: retryQuery,
      staleTime: ({ state }) => staleTime(state, firstExpiry(state.data)),
      refetchInterval: ({ state }) => refetchInterval(state, firstExpiry(state.data)),
    })
  },
  /** A URL for a storage URI; asked for again before it expires. */
  presigned(backend: Backend, uri: string): Options<PresignedUrl, KeyOf<'presigned'>> {
    const presign = requireCapability(backend, 'presign')
    return queryOptions({
      queryKey: fileKeys.presigned(backend, uri),
      queryFn: ({ signal }) => presign(uri, { signal }),
      retry: retryQuery,
      staleTime: ({ state }) => staleTime(state, expiryOf(state.data?.url, state.data?.expiresAt)),
      refetchInterval: ({ state }) =>
        refetchInterval(state, expiryOf(state.data?.url, state.data?.expiresAt)),
    })
  },
  /** Pages of files, newest first. */
  list(backend: Backend, query: FileQuery = {}): PagesOptions<FilePage, KeyOf<'list'>> {
    const list = requireCapability(backend, 'list')
    return infiniteQueryOptions({
      queryKey: fileKeys.list(backend, query),
      queryFn: ({ signal, pageParam }) => list({ ...query, cursor: pageParam }, { signal }),
      initialPageParam: query.cursor,
      getNextPageParam: (page) => page.nextCursor,
      retry: retryQuery,
    })
  },
  /** One file's status: polled, ever more patiently, until it is final. */
  status(backend: Backend, fileId: string): Options<FileState, KeyOf<'status'>> {
    const status = requireCapability(backend, 'status')
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
  frames(backend: Backend, fileId: string): Options<VideoFrames, KeyOf<'frames'>> {
    const frames = requireCapability(backend, 'frames')
    return queryOptions({
      queryKey: fileKeys.frames(backend, fileId),
      queryFn: ({ signal }) => frames(fileId, { signal }),
      retry: retryQuery,
      staleTime: ({ state }) => (state.data?.complete ? staleTime(state, framesExpiry(state.data)) : 0),
      refetchInterval: ({ state }) =>
        state.data?.complete ? refetchInterval(state, framesExpiry(state.data)) : nextPoll(state),
    })
  },
}

type QueryTimestamps = {
  error: Error | null
  dataUpdatedAt: number
  dataUpdateCount: number
  errorUpdateCount: number
}

/** Milliseconds for which an answer is good; `0` where nobody knows when its URL dies. */
function staleTime({ dataUpdatedAt }: QueryTimestamps, expiresAt: Date | undefined): number {
  return refetchDelay(expiresAt, dataUpdatedAt) ?? 0
}

/** Milliseconds until an answer is asked for anew, so that its URL is replaced while it works. */
function refetchInterval(state: QueryTimestamps, expiresAt: Date | undefined): number | false {
  if (!expiresAt) return false
  // A URL that was dead on arrival means clocks that disagree: asking at once would never end.
  const wasDead = expiresAt.getTime() <= state.dataUpdatedAt
  if (state.error || wasDead) return nextPoll(state)
  return refetchDelay(expiresAt) ?? false
}

/** When a URL dies, by what was said of it, else by its own signature. */
function expiryOf(url: string | undefined, said: Date | undefined): Date | undefined {
  return url === undefined ? said : urlExpiry(url, said)
}

/** When the first of the files' URLs dies. */
function firstExpiry(files: readonly RemoteFile[] = []): Date | undefined {
  const times = files.flatMap((file) => expiryOf(file.url, file.urlExpiresAt)?.getTime() ?? [])
  return times.length > 0 ? new Date(Math.min(...times)) : undefined
}

/** Frames are signed together: one tells of all. */
function framesExpiry({ frames, urlExpiresAt }: VideoFrames): Date | undefined {
  return expiryOf(frames[0]?.url, urlExpiresAt)
}

/** Ever more patient, and never again after an error that stays. */
function nextPoll(state: Omit<QueryTimestamps, 'dataUpdatedAt'>): number | false {
  if (state.error && !isTransient(state.error)) return false
  return pollDelay(state.dataUpdateCount + state.errorUpdateCount + 1)
}
