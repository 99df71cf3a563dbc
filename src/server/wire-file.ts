import type { WireFile } from '../backends/s3/wire.ts'
import { fileKindOf } from '../model/file-kind.ts'
import type { RequestContext } from './request-context.ts'
import { fileState } from './file-state.ts'
import { signDownload } from './sign-download.ts'
import type { StoredFile } from './stored-file.ts'

/** All that the wire tells of a file, with a fresh URL. */
export async function toWireFile(call: RequestContext, file: StoredFile): Promise<WireFile> {
  const { settings } = call
  const [state, link] = await Promise.all([
    fileState(call, file),
    signDownload(settings.signer, settings.bucket, file, settings.downloadUrlTtl),
  ])
  return { ...file, kind: fileKindOf(file.contentType), ...state, ...link }
}
