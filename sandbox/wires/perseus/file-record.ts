import { GetObjectCommand } from '@aws-sdk/client-s3'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as z from 'zod/mini'
import type { Records } from '../open-records.ts'
import type { WireContext } from '../wire.ts'

/** A file's record. */
export const FileRecord = z.object({
  id: z.string(),
  name: z.string(),
  sourceHash: z.string(),
  status: z.enum(['pending', 'uploaded', 'failed']),
  createdAt: z.string(),
  /** When its upload URL expires. */
  uploadUntil: z.string(),
})
/** A file's record. */
export type FileRecord = z.infer<typeof FileRecord>

/** The key of a file's content. */
export function keyOf({ id }: FileRecord): string {
  return `wires/perseus/objects/${id}`
}

/** Compares the content with the expected hash: the file becomes `uploaded` or `failed`. */
export async function verifyUpload(
  { s3, bucket }: WireContext,
  records: Records<FileRecord>,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const record = records.get(id)
  if (record?.status !== 'pending') return
  try {
    const command = new GetObjectCommand({ Bucket: bucket, Key: keyOf(record) })
    const { Body } = await s3.send(command, { abortSignal: signal })
    if (!(Body instanceof Readable)) throw new Error('The store’s response has no body')
    const hash = createHash('sha256')
    await pipeline(Body, hash, { signal })
    const isSame = hash.digest('hex') === record.sourceHash
    // The file may have been deleted in the meantime.
    if (records.get(id) === record) await records.put({ ...record, status: isSame ? 'uploaded' : 'failed' })
  } catch (error) {
    // The next read tries again.
    if (!signal.aborted) console.error(error)
  }
}
