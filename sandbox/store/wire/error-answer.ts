import type { Answer } from './answer.ts'
import { S3Error } from './s3-error.ts'

/** Words a failure as S3 does; what is no refusal is the store's own fault. */
export function errorAnswer(error: unknown, resource: string, requestId: string): Answer {
  const refusal = error instanceof S3Error ? error : new S3Error('InternalError')
  const { code, message, details, status } = refusal
  const xml = {
    Error: { Code: code, Message: message, ...details, Resource: resource, RequestId: requestId },
  }
  return { status, body: { xml } }
}
