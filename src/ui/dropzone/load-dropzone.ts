import { loadChunk } from '../../lib/load-chunk.ts'
import type * as dropzoneChunk from './dropzone-chunk.ts'

/** The code that reads and validates files. */
export type DropzoneChunk = typeof dropzoneChunk

let chunk: DropzoneChunk | undefined

/** The code that reads and validates files, if it is loaded. */
export const loadedDropzone = (): DropzoneChunk | undefined => chunk

/**
 * Loads the code that reads and validates files, again if the last attempt failed.
 *
 * @throws UploadError with the code `network` or `offline`
 */
export async function loadDropzone(): Promise<DropzoneChunk> {
  return (chunk ??= await loadChunk(() => import('./dropzone-chunk.ts')))
}

/** How the code that reads and validates files is loaded. */
export type DropzoneLoader = { get(): DropzoneChunk | undefined; load(): Promise<DropzoneChunk> }

export const dropzoneLoader: DropzoneLoader = { get: loadedDropzone, load: loadDropzone }
