import { createChunk } from '../chunk.ts'
import type * as dropzoneChunk from './dropzone-chunk.ts'

/** The code that reads and validates files, and handles drops on the page. */
export type DropzoneChunk = typeof dropzoneChunk

/** Loaded with the first sign that files will be added. */
export const dropzoneCode = /* @__PURE__ */ createChunk<DropzoneChunk>(() => import('./dropzone-chunk.ts'))
