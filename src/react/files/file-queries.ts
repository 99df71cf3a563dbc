import {
  infiniteQueryOptions,
  queryOptions,
  type DataTag,
  type InfiniteData,
  type QueryFunction,
  type UndefinedInitialDataInfiniteOptions,
  type UndefinedInitialDataOptions,
} from '@tanstack/react-query'
import { isTransient, UploadError } from '../../errors.ts'
import type { Backend } from '../../backends/backend.ts'
import { isFinalStatus } from '../../model/file-status.ts'
import type { FilePage, FileQuery, FileState, PresignedUrl, RemoteFile } from '../../model/remote-file.ts'
import type { VideoFrames } from '../../model/video-frames.ts'
import { pollDelay } from '../../lib/time.ts'
import { refetchDelay, urlExpiry } from '../../lib/url-expiry.ts'
import { fileKeys, type FindQuery } from './file-keys.ts'
import { requireCapability } from './require-capability.ts'

// Explicit, as the inferred types refer to `@tanstack/query-core`, which applications need not install. `queryFn` is
// narrowed because `useSuspenseQuery` rejects a `skipToken`.
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

// Functions of their own, so that the gallery's bundle holds only these three.

export function fileQuery(backend: Backend, fileId: string): Options<RemoteFile, KeyOf<'get'>> {
  const get = requireCapability(backend, 'get')
  return queryOptions({
    queryKey: fileKeys.get(backend, fileId),
    queryFn: ({ signal }) => get(fileId, { signal }),
    retry: retryQuery,
    staleTime: ({ state }) => staleTime(state, expiryOf(state.data?.url, state.data?.urlExpiresAt)),
    refetchInterval: ({ state }) =>
      refetchInterval(state, expiryOf(state.data?.url, state.data?.urlExpiresAt)),
  })
}

export function statusQuery(backend: Backend, fileId: string): Options<FileState, KeyOf<'status'>> {
  const status = requireCapability(backend, 'status')
  return queryOptions({
    queryKey: fileKeys.status(backend, fileId),
    queryFn: ({ signal }) => status(fileId, { signal }),
    retry: retryQuery,
    refetchInterval: ({ state }) =>
      state.data && isFinalStatus(state.data.status) ? false : nextPoll(state),
    refetchOnWindowFocus: ({ state }) => !(state.data && isFinalStatus(state.data.status)),
  })
}

export function framesQuery(backend: Backend, fileId: string): Options<VideoFrames, KeyOf<'frames'>> {
  const frames = requireCapability(backend, 'frames')
  return queryOptions({
    queryKey: fileKeys.frames(backend, fileId),
    queryFn: ({ signal }) => frames(fileId, { signal }),
    retry: retryQuery,
    staleTime: ({ state }) => (state.data?.complete ? staleTime(state, framesExpiry(state.data)) : 0),
    refetchInterval: ({ state }) =>
      state.data?.complete ? refetchInterval(state, framesExpiry(state.data)) : nextPoll(state),
  })
}

/**
 * `queryOptions` factories, for prefetching, Suspense and queries of your own. Each throws a `TypeError` if the backend
 * lacks the method.
 *
 * @example
 * const { data: file } = useSuspenseQuery(fileQueries.get(backend, id))
 */
export const fileQueries = {
  /** One file; refetched before its presigned URL expires. */
  get: fileQuery,
  /** Files by id or content; refetched before the first of their presigned URLs expires. */
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
  /** A presigned URL for a storage URI (`s3://…`); refetched before it expires. */
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
  /** One file's status; polled with growing intervals until it is final. */
  status: statusQuery,
  /** A video's frames; polled until they are complete, then refetched before their URLs expire. */
  frames: framesQuery,
}

/** Clients retry already. A query retries once, and only if there was no response. */
function retryQuery(failureCount: number, error: Error): boolean {
  if (failureCount > 0 || !(error instanceof UploadError)) return false
  return error.code === 'network' || error.code === 'timeout'
}

type QueryTimestamps = {
  error: Error | null
  dataUpdatedAt: number
  dataUpdateCount: number
  errorUpdateCount: number
}

/** How long data stays fresh, in milliseconds; `0` if the expiry of its URL is unknown. */
function staleTime({ dataUpdatedAt }: QueryTimestamps, expiresAt: Date | undefined): number {
  return refetchDelay(expiresAt, dataUpdatedAt) ?? 0
}

/** Milliseconds until data is refetched, so that its URL is replaced before it expires. */
function refetchInterval(state: QueryTimestamps, expiresAt: Date | undefined): number | false {
  if (!expiresAt) return false
  // A URL that is expired on arrival means that the clocks disagree: an immediate refetch would loop.
  const wasExpired = expiresAt.getTime() <= state.dataUpdatedAt
  if (state.error || wasExpired) return nextPoll(state)
  return refetchDelay(expiresAt) ?? false
}

/** When a URL expires: as the backend declares, or else as its own signature says. */
function expiryOf(url: string | undefined, declared: Date | undefined): Date | undefined {
  return url === undefined ? declared : urlExpiry(url, declared)
}

/** When the first of the files' URLs expires. */
function firstExpiry(files: readonly RemoteFile[] = []): Date | undefined {
  const times = files.flatMap((file) => expiryOf(file.url, file.urlExpiresAt)?.getTime() ?? [])
  return times.length > 0 ? new Date(Math.min(...times)) : undefined
}

/** Frames are signed together: the first URL expires with the others. */
function framesExpiry({ frames, urlExpiresAt }: VideoFrames): Date | undefined {
  return expiryOf(frames[0]?.url, urlExpiresAt)
}

/** Milliseconds until the next poll, growing with each; `false` after an error that is not transient. */
function nextPoll(state: Omit<QueryTimestamps, 'dataUpdatedAt'>): number | false {
  if (state.error && !isTransient(state.error)) return false
  return pollDelay(state.dataUpdateCount + state.errorUpdateCount + 1)
}
