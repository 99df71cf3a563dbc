import { ConfirmRequest } from '../../backends/s3/schemas.ts'
import type { ConfirmResponse } from '../../backends/s3/wire.ts'
import { mapConcurrent } from '../../lib/map-concurrent.ts'
import type { RequestContext } from '../options.ts'
import { incompleteError, requireOwnedFile, toWireFile } from '../owned-file.ts'
import { assertBatchSize, readJsonBody } from '../request-body.ts'
import { httpStatusOf, jsonResponse } from '../responses.ts'

const confirmConcurrency = 16

/**
 * `POST confirm`: the bytes are stored; calls `onUploaded` for each file, then responds. A file that fails has an
 * error at its index; an id that is repeated is confirmed once. If all files fail because of the server, the call
 * fails too, so that clients retry it.
 */
export async function confirmFiles(context: RequestContext): Promise<Response> {
  const { ids } = await readJsonBody(context.request, ConfirmRequest)
  assertBatchSize(ids, context.settings)
  const distinctIds = [...new Set(ids)]
  const confirmed = await mapConcurrent(confirmConcurrency, distinctIds, (id) =>
    confirmFile(context, id).then(
      (file) => ({ file }),
      (thrown: unknown) => {
        const error = context.report(thrown)
        return { error, status: httpStatusOf(error) }
      },
    ),
  )
  const byId = new Map(distinctIds.map((id, index) => [id, confirmed[index]]))
  const outcomes = ids.flatMap((id) => byId.get(id) ?? [])
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

async function confirmFile(context: RequestContext, id: string) {
  const file = await requireOwnedFile(context, id)
  const incomplete = incompleteError(file)
  if (incomplete) throw incomplete
  await context.settings.onUploaded?.(file, { owner: context.owner, request: context.request })
  return toWireFile(context, file)
}
