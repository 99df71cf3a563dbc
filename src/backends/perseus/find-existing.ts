import { UploadError } from '../../errors.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { PerseusFile } from './schemas.ts'

type Find = (query: { sourceHashes: readonly string[] }, call: CallOptions) => Promise<readonly PerseusFile[]>

/** The existing file with the same content: if there are several, an `uploaded` one first, then a `pending` one. */
export async function findExisting(find: Find, sourceHash: string, call: CallOptions): Promise<PerseusFile> {
  const files = await find({ sourceHashes: [sourceHash] }, call)
  const ofStatus = (status: PerseusFile['status']) => files.find((file) => file.status === status)
  const existing = ofStatus('uploaded') ?? ofStatus('pending') ?? ofStatus('failed')
  if (existing) return existing
  const message =
    'Perseus has this content already, but lists no file with it. It may belong to another account.'
  throw new UploadError('duplicate', message)
}
