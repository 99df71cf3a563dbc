import type { Backend } from '../../backends/backend.ts'
import type { FileQuery } from '../../model/remote-file.ts'

/** Which files `find` gives: those of the ids, and those whose content has one of the hashes. */
export type FindQuery = { ids?: readonly string[]; contentHashes?: readonly string[] }

/** Keys of every query of this library: by backend, so that two providers under one client never mix. */
export const fileKeys = {
  all: (backend: Backend) => ['react-presigned', backend.name, backend.scope ?? ''] as const,
  lists: (backend: Backend) => [...fileKeys.all(backend), 'list'] as const,
  list: (backend: Backend, query: FileQuery) => [...fileKeys.lists(backend), query] as const,
  /** Found files are a list too: what changes the lists changes them. */
  find: (backend: Backend, query: FindQuery) => [...fileKeys.lists(backend), 'find', query] as const,
  file: (backend: Backend, fileId: string) => [...fileKeys.all(backend), 'file', fileId] as const,
  get: (backend: Backend, fileId: string) => [...fileKeys.file(backend, fileId), 'get'] as const,
  status: (backend: Backend, fileId: string) => [...fileKeys.file(backend, fileId), 'status'] as const,
  frames: (backend: Backend, fileId: string) => [...fileKeys.file(backend, fileId), 'frames'] as const,
  presigned: (backend: Backend, uri: string) => [...fileKeys.all(backend), 'presigned', uri] as const,
}
