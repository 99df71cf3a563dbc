import { PartsRequest } from '../../backends/s3/schemas.ts'
import { UploadError } from '../../errors.ts'
import type { RequestContext } from '../request-context.ts'
import { emptyResponse } from '../json-response.ts'
import { requireOwnedUpload } from '../multipart-token.ts'
import { readJsonBody } from '../read-json-body.ts'

const mostPauses = 4
const firstPauseMs = 100

/**
 * `POST abort-multipart`: gives the parts up, at the store too. A part that is on its way may land after the abortion, so
 * the store is asked whether the upload is gone, and told again where it is not.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
 */
export async function abortParts(call: RequestContext): Promise<Response> {
  const { resumeToken } = await readJsonBody(call.request, PartsRequest)
  const upload = requireOwnedUpload(call, resumeToken)
  const { multipart } = call.settings.store
  for (let pauses = 0; pauses <= mostPauses; pauses++) {
    if (pauses > 0) await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** (pauses - 1)))
    await multipart.abort(upload)
    if (!(await multipart.has(upload))) return emptyResponse()
  }
  const message =
    'The parts are given up, but some are still on their way to the store. Give them up again in a moment.'
  throw new UploadError('server-error', message, { status: 503, retryAfterMs: 2000 })
}
