import type { Backend } from '../../backends/backend.ts'
import type { FileQuery } from '../../model/remote-file.ts'

/** Selects files by id or by the SHA-256 of their content, in hex. */
export type FindQuery = {
  ids?: readonly string[] | undefined
  contentHashes?: readonly string[] | undefined
}

/** Query keys, scoped by backend: two providers may share a `QueryClient`. */
export const fileKeys = {
  all: (backend: Backend) => ['react-presigned', backend.name, backend.scope ?? ''] as const,
  lists: (backend: Backend) => [...fileKeys.all(backend), 'list'] as const,
  list: (backend: Backend, query: FileQuery) => [...fileKeys.lists(backend), query] as const,
  /** Below `lists`: found files are invalidated together with lists. */
  find: (backend: Backend, query: FindQuery) => [...fileKeys.lists(backend), 'find', query] as const,
  file: (backend: Backend, fileId: string) => [...fileKeys.all(backend), 'file', fileId] as const,
  get: (backend: Backend, fileId: string) => [...fileKeys.file(backend, fileId), 'get'] as const,
  status: (backend: Backend, fileId: string) => [...fileKeys.file(backend, fileId), 'status'] as const,
  frames: (backend: Backend, fileId: string) => [...fileKeys.file(backend, fileId), 'frames'] as const,
  presigned: (backend: Backend, uri: string) => [...fileKeys.all(backend), 'presigned', uri] as const,
}
