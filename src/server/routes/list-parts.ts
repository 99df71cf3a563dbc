import { PartsRequest } from '../../backends/s3/schemas.ts'
import type { WireParts } from '../../backends/s3/wire.ts'
import type { RequestContext } from '../request-context.ts'
import { findCompleted } from '../find-completed.ts'
import { jsonResponse } from '../json-response.ts'
import { partCount, sizeOfPart } from '../part-size.ts'
import { noSuchUpload, requireOwnedUpload } from '../multipart-token.ts'
import { readJsonBody } from '../read-json-body.ts'

/** `POST list-parts`: what the store has. Of a file that is complete already, every part, without ETags. */
export async function listParts(call: RequestContext): Promise<Response> {
  const { resumeToken } = await readJsonBody(call.request, PartsRequest)
  const upload = requireOwnedUpload(call, resumeToken)
  const stored = await call.settings.store.multipart.list(upload, call.request.signal)
  if (stored !== undefined) {
    const parts = stored.map(({ number, size, etag }) => ({ number, size, etag }))
    return jsonResponse({ parts } satisfies WireParts)
  }
  if ((await findCompleted(call, upload)) === undefined) throw noSuchUpload()
  const parts = Array.from({ length: partCount(upload.size, upload.partSize) }, (_, index) => ({
    number: index + 1,
    size: sizeOfPart(index + 1, upload),
    etag: '',
  }))
  return jsonResponse({ parts } satisfies WireParts)
}
