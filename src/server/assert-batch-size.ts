import { UploadError } from '../errors.ts'
import type { Settings } from './settings.ts'

/** Refuses more files than one call takes. */
export function checkBatch(files: readonly unknown[], { maxBatchSize }: Settings): void {
  if (files.length <= maxBatchSize) return
  const message = `${files.length} files at once; at most ${maxBatchSize} are taken in one call. Ask in several.`
  throw new UploadError('too-many-files', message, { status: 400 })
}
