import { loadChunk } from '../../lib/load-chunk.ts'

/** Loads what every upload needs: the calls of the client and the methods of the backend, as one chunk. */
export const loadUploads = () => loadChunk(() => import('./uploads.ts'))

/** Loads the rest: files and multipart uploads. */
export const loadFiles = () => loadChunk(() => import('./files.ts'))
