import { loadChunk } from '../../lib/load-chunk.ts'

/** Loads the calls of the client and the methods of the backend: one chunk, as a backend needs both. */
export const loadS3 = () => loadChunk(() => import('./s3.ts'))
