import { UploadError, type UploadErrorCode } from '../../errors.ts'
import { requestIdOf } from '../../http/errors.ts'
import { retryAfterMs } from '../../http/backoff.ts'
import type { TransferResponse } from '../../model/upload-target.ts'
import { signedHeaders, unsentHeaders, unsignedHeaders } from './signed-headers-mismatch.ts'
import type { TransferRequest } from '../transfer/transfer.ts'

// An API that takes the bytes itself explains itself in other words than S3's.
const maxBodyExcerpt = 1000

/**
 * The error that a storage's answer outside 2xx stands for. S3 explains itself in XML; others refuse a dead URL without
 * a word.
 *
 * @param dies when the URL dies, in milliseconds
 */
export function toStorageError(
  { status, headers, body }: TransferResponse,
  request: Pick<TransferRequest, 'url' | 'headers'>,
  dies = Infinity,
): UploadError {
  const reason = element(body, 'Code')
  const said = element(body, 'Message')
  const isDead = (status === 401 || status === 403) && dies <= Date.now()
  const code = isDead ? 'url-expired' : codeOf(status, reason, said)
  return new UploadError(code, messageFor(code, status, reason, request), {
    url: request.url,
    status,
    requestId: requestIdOf(headers) ?? element(body, 'RequestId'),
    retryAfterMs: retryAfterMs(headers),
    cause: new Error(
      [`HTTP ${status}`, reason, said ?? body.slice(0, maxBodyExcerpt)].filter(Boolean).join(': '),
    ),
  })
}

function codeOf(status: number, reason: string | undefined, said: string | undefined): UploadErrorCode {
  if (reason === 'ExpiredToken' || /expired/i.test(said ?? '')) return 'url-expired'
  if (reason === 'BadDigest' || reason === 'XAmzContentSHA256Mismatch') return 'checksum'
  if (reason === 'EntityTooLarge' || status === 413) return 'too-large'
  if (reason === 'NoSuchUpload' || status === 404) return 'not-found'
  if (reason === 'SlowDown' || status === 429) return 'rate-limited'
  if (status === 408) return 'timeout'
  if (status === 415) return 'content-type'
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 501) return 'unsupported'
  return 'server-error'
}

function messageFor(
  code: UploadErrorCode,
  status: number,
  reason: string | undefined,
  request: Pick<TransferRequest, 'url' | 'headers'>,
): string {
  const named = reason ? `${status} ${reason}` : String(status)
  switch (code) {
    case 'url-expired':
      return `The upload's URL has expired (${named}). Try again: a fresh one will be signed.`
    case 'checksum':
      return `The storage got other bytes than were sent (${named}). Try again.`
    case 'too-large':
      return `The file is larger than the storage takes (${named}). Choose a smaller one.`
    case 'not-found':
      return `The storage has no such bucket or upload (${named}). The server that signs must be set right.`
    case 'rate-limited':
      return `The storage has too much to do (${named}). Wait a moment and try again.`
    case 'timeout':
      return `The storage gave up waiting for the bytes (${named}). Check the connection and try again.`
    case 'content-type':
      return `The storage does not take this content type (${named}). Choose another file.`
    case 'unauthorized':
    case 'forbidden':
      return `The storage refused the upload (${named}). ${describeSignatureMismatch(request)}`
    case 'unsupported':
      return `The storage cannot take uploads this way (${named}). Sign another kind of target.`
    default:
      return status >= 500
        ? `The storage failed (${named}). Try again.`
        : `The storage refused the upload (${named}). The request itself must change; see the error's cause.`
  }
}

function describeSignatureMismatch({ url, headers }: Pick<TransferRequest, 'url' | 'headers'>): string {
  const [first, ...more] = signedHeaders(url).filter((name) => name !== 'host')
  const values = first === undefined ? 'headers' : `the values of ${[first, ...more].join(', ')}`
  return (
    unsentHeaders(url, headers) ??
    unsignedHeaders(url, headers) ??
    `The URL was signed for another request: the signer and what is sent must agree in method, key and ${values}.`
  )
}

function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
}
