import { UploadPartCommand } from '@aws-sdk/client-s3'
import { SignPartsRequest, type WireSignedParts } from '../backends/s3/schemas.ts'
import type { BodyHash } from '../model/upload-target.ts'
import type { Call } from './call.ts'
import { digestHeaders, isDigest } from './digest-headers.ts'
import { jsonResponse } from './json-response.ts'
import { badRequest } from './parse-input.ts'
import { partCount, sizeOfPart } from './part-size.ts'
import { openParts } from './parts-token.ts'
import { readJsonBody } from './read-json-body.ts'
import { signRequest } from './sign-request.ts'

/** `POST sign-parts`: fresh URLs, each for exactly that part's number and length. */
export async function signParts(call: Call): Promise<Response> {
  const { token, numbers, hashes = [] } = await readJsonBody(call.request, SignPartsRequest)
  const upload = openParts(call, token)
  const count = partCount(upload.size, upload.partSize)
  const wrong = numbers.find((number) => number > count)
  if (wrong !== undefined) throw badRequest(`part ${wrong} of a file of ${count} parts`)
  const { settings } = call
  const parts = await Promise.all(
    numbers.map(async (number, place) => {
      const headers = upload.bodyHash ? partDigest(upload.bodyHash, number, hashes[place]) : {}
      const command = new UploadPartCommand({
        Bucket: settings.bucket,
        Key: upload.key,
        UploadId: upload.uploadId,
        PartNumber: number,
        ContentLength: sizeOfPart(number, upload),
      })
      return { number, ...(await signRequest(settings.signer, command, headers, settings.signedForSeconds)) }
    }),
  )
  return jsonResponse({ parts } satisfies WireSignedParts)
}

function partDigest(bodyHash: BodyHash, number: number, hash = ''): Record<string, string> {
  if (isDigest(bodyHash, hash)) return digestHeaders(bodyHash, hash)
  throw badRequest(`hashes must hold the ${bodyHash} of part ${number} in lower-case hex`)
}
