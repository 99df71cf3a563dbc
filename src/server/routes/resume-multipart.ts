import { PartsRequest } from '../../backends/s3/schemas.ts'
import type { SignedFile } from '../../backends/s3/wire.ts'
import type { RequestContext } from '../request-context.ts'
import { findCompleted } from '../find-completed.ts'
import { jsonResponse } from '../json-response.ts'
import { noSuchUpload, openParts } from '../multipart-token.ts'
import { readJsonBody } from '../read-json-body.ts'
import { signedParts } from '../signed-parts.ts'

/**
 * `POST reopen-parts`: the target of an interrupted upload again. One whose last answer was lost is complete already;
 * its parts are all there then, and completing it once more gives the file.
 */
export async function resumeMultipart(call: RequestContext): Promise<Response> {
  const { resumeToken } = await readJsonBody(call.request, PartsRequest)
  const upload = openParts(call, resumeToken)
  const isThere =
    (await call.settings.store.multipart.has(upload, call.request.signal)) ||
    (await findCompleted(call, upload)) !== undefined
  if (!isThere) throw noSuchUpload()
  return jsonResponse(signedParts(call, upload) satisfies SignedFile)
}
