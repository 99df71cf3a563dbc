import { UploadError, type UploadErrorCode } from '../../errors.ts'
import { codeOfStatus, messageOfCode, withoutQueries } from '../../http/error-table.ts'
import { requestIdOf, retryAfterMs } from '../../http/response-headers.ts'
import type { TransferResponse } from '../../model/upload-target.ts'
import type { TransferRequest } from '../transfer/transfer.ts'
import { describeSignatureMismatch } from './signed-headers.ts'

// S3 says in `<Code>` what a status leaves open; some of these come with 400, 403 or 409 and are transient all the same.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
const storageCodes: ReadonlyMap<string | undefined, UploadErrorCode> = new Map([
  // MinIO sends these with 400 as well.
  ['AccessDenied', 'forbidden'],
  ['SignatureDoesNotMatch', 'forbidden'],
  ['ExpiredToken', 'url-expired'],
  // The signature's date is too far from the server's clock: a new URL has a new date.
  ['RequestTimeTooSkewed', 'url-expired'],
  ['BadDigest', 'checksum'],
  ['XAmzContentSHA256Mismatch', 'checksum'],
  ['EntityTooLarge', 'too-large'],
  ['NoSuchUpload', 'not-found'],
  ['RequestTimeout', 'timeout'],
  ['IncompleteBody', 'timeout'],
  ['SlowDown', 'rate-limited'],
  ['ServiceUnavailable', 'rate-limited'],
  ['OperationAborted', 'rate-limited'],
  // Another request with `If-None-Match` is in progress: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
  ['ConditionalRequestConflict', 'rate-limited'],
  ['InternalError', 'server-error'],
])

// An API that takes the bytes itself explains an error in its own format.
const maxBodyExcerpt = 1000

/**
 * The error that a storage's response outside 2xx stands for. S3 explains it in XML; other stores refuse an expired URL
 * with an empty body.
 *
 * @param expiresAt when the URL expires, in milliseconds since 1970
 */
export function toStorageError(
  { status, headers, body }: TransferResponse,
  request: Pick<TransferRequest, 'url' | 'headers'>,
  expiresAt = Infinity,
): UploadError {
  const storageCode = xmlElement(body, 'Code')
  const storageMessage = xmlElement(body, 'Message')
  const refusal = storageCodes.get(storageCode) ?? codeOfStatus(status)
  const isRefused = refusal === 'unauthorized' || refusal === 'forbidden'
  const isExpired = (isRefused && expiresAt <= Date.now()) || /expired/i.test(storageMessage ?? '')
  const code = isExpired ? 'url-expired' : refusal
  const message = messageOfCode(code, 'storage', storageCode ? `${status} ${storageCode}` : String(status))
  const advice = isRefused && !isExpired ? ` ${describeSignatureMismatch(request.url, request.headers)}` : ''
  const details = storageMessage ?? body.slice(0, maxBodyExcerpt)
  return new UploadError(code, message + advice, {
    url: request.url,
    status,
    requestId: requestIdOf(headers) ?? xmlElement(body, 'RequestId'),
    retryAfterMs: retryAfterMs(headers),
    cause: new Error([`HTTP ${status}`, storageCode, withoutQueries(details)].filter(Boolean).join(': ')),
  })
}

function xmlElement(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
}
