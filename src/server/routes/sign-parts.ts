import { UploadPartCommand } from '@aws-sdk/client-s3'
import { SignPartsRequest } from '../../backends/s3/schemas.ts'
import type { WireSignedParts } from '../../backends/s3/wire.ts'
import type { Checksum } from '../../model/upload-target.ts'
import type { RequestContext } from '../request-context.ts'
import { digestHeaders, isDigest } from '../digest-headers.ts'
import { jsonResponse } from '../json-response.ts'
import { badRequest } from '../parse-input.ts'
import { partCount, sizeOfPart } from '../part-size.ts'
import { openParts } from '../multipart-token.ts'
import { readJsonBody } from '../read-json-body.ts'
import { signRequest } from '../sign-request.ts'

/** `POST sign-parts`: fresh URLs, each for exactly that part's number and length. */
export async function signParts(call: RequestContext): Promise<Response> {
  const { resumeToken, numbers, hashes = [] } = await readJsonBody(call.request, SignPartsRequest)
  const upload = openParts(call, resumeToken)
  const count = partCount(upload.size, upload.partSize)
  const wrong = numbers.find((number) => number > count)
  if (wrong !== undefined) throw badRequest(`part ${wrong} of a file of ${count} parts`)
  const { settings } = call
  const parts = await Promise.all(
    numbers.map(async (number, place) => {
      const headers = upload.checksum ? partDigest(upload.checksum, number, hashes[place]) : {}
      const command = new UploadPartCommand({
        Bucket: settings.bucket,
        Key: upload.key,
        UploadId: upload.uploadId,
        PartNumber: number,
        ContentLength: sizeOfPart(number, upload),
      })
      return { number, ...(await signRequest(settings.signer, command, headers, settings.uploadUrlTtl)) }
    }),
  )
  return jsonResponse({ parts } satisfies WireSignedParts)
}

function partDigest(checksum: Checksum, number: number, hash = ''): Record<string, string> {
  if (isDigest(checksum, hash)) return digestHeaders(checksum, hash)
  throw badRequest(`hashes must hold the ${checksum} of part ${number} in lower-case hex`)
}
