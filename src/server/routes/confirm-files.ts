import { ConfirmRequest } from '../../backends/s3/schemas.ts'
import type { ConfirmResponse } from '../../backends/s3/wire.ts'
import type { RequestContext } from '../request-context.ts'
import { checkBatch } from '../assert-batch-size.ts'
import { toWireFile } from '../wire-file.ts'
import { httpStatusOf } from '../failure-response.ts'
import { mapConcurrent } from '../map-concurrent.ts'
import { jsonResponse } from '../json-response.ts'
import { requireOwnedFile } from '../require-owned-file.ts'
import { readJsonBody } from '../read-json-body.ts'

/** Files at a time. */
const lanes = 16

/**
 * `POST confirm`: the bytes are in the store; tells the application, then the client. A file that fails alone is an
 * error in its place. Where the server failed for all of them, so does the call: clients ask again then.
 */
export async function confirmFiles(call: RequestContext): Promise<Response> {
  const { ids } = await readJsonBody(call.request, ConfirmRequest)
  checkBatch(ids, call.settings)
  const outcomes = await mapConcurrent(lanes, ids, (id) =>
    confirmFile(call, id).then(
      (file) => ({ file }),
      (thrown: unknown) => {
        const error = call.report(thrown)
        return { error, status: httpStatusOf(error) }
      },
    ),
  )
  const [first] = outcomes
  if (first && 'error' in first && outcomes.every((outcome) => 'error' in outcome && outcome.status >= 500))
    throw first.error
  const files = outcomes.map((outcome) => {
    if ('file' in outcome) return outcome.file
    const { error, status } = outcome
    return { error: { code: error.code, message: error.message, status } }
  })
  return jsonResponse({ files } satisfies ConfirmResponse)
}

async function confirmFile(call: RequestContext, id: string) {
  const file = await requireOwnedFile(call, id)
  await call.settings.onUploaded?.(file, { owner: call.owner, request: call.request })
  return toWireFile(call, file)
}
