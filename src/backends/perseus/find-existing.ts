import { UploadError } from '../../errors.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { PerseusFile } from './schemas.ts'

type Find = (query: { sourceHashes: readonly string[] }, call: CallOptions) => Promise<readonly PerseusFile[]>

/** The file that stood in the way of one with the same content: the most finished, if there are several. */
export async function findExisting(find: Find, sourceHash: string, call: CallOptions): Promise<PerseusFile> {
  const files = await find({ sourceHashes: [sourceHash] }, call)
  const ofStatus = (status: PerseusFile['status']) => files.find((file) => file.status === status)
  const existing = ofStatus('uploaded') ?? ofStatus('pending') ?? ofStatus('failed')
  if (existing) return existing
  const message =
    'Perseus says that it has this content already, but shows no file with it. It may belong to somebody else.'
  throw new UploadError('duplicate', message)
}
