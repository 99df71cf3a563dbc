import { join } from 'node:path'
import { UploadError } from '../../../src/errors.ts'
import { isUnknownType } from '../file-names.ts'
import { sendFile, withScratch } from '../scratch-files.ts'
import type { Call } from './call.ts'
import { arrived } from './file-record.ts'
import { fetchRemote } from './remote-uri.ts'

/** Copies a file's remote URI to the store; an error is stored with the file. */
export async function fetchFile(call: Call, id: string, signal: AbortSignal): Promise<void> {
  const record = call.records.get(id)
  if (record === undefined || record.deletedAt !== undefined) return
  const { original, key, size, error } = record
  if (original === null || size !== undefined || error !== undefined) return
  try {
    await withScratch(async (directory) => {
      const path = join(directory, 'file')
      const fetched = await fetchRemote(original, path, call.settings, signal)
      const contentType = isUnknownType(record.contentType) ? fetched.contentType : record.contentType
      await sendFile(call.s3, { path, size: fetched.size, contentType }, { bucket: call.bucket, key })
      const now = call.records.get(id) ?? record
      await arrived(call, now, { size: fetched.size, contentType })
    })
  } catch (error) {
    // Closed while fetching: the next start repeats it.
    if (signal.aborted) return
    if (!(error instanceof UploadError)) console.error(error)
    const message = error instanceof UploadError ? error.message : 'The remote file could not be kept.'
    const now = call.records.get(id) ?? record
    await call.records.put({ ...now, error: message, updatedAt: new Date().toISOString() })
  }
}
