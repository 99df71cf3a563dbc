import * as z from 'zod/mini'
import { jsonResponse } from '../../../src/server/responses.ts'
import { readJson } from '../read-json.ts'
import { signDownload } from '../sign-download.ts'
import type { WireContext } from '../wire.ts'
import { mediaPrefix } from './handle-file.ts'
import { refuse, refuseFields, refuseIssues } from './refuse.ts'

const PresignRequest = z.object({ s3_url: z.string(), presigned_url: z.optional(z.string()) })

/** `POST files/presign-s3-url/presign_s3_url/`: a short-lived URL for the `s3://` one of an upload. */
export async function presignUrl(context: WireContext, request: Request): Promise<Response> {
  const read = await readJson(request, PresignRequest)
  if ('issues' in read) return refuseIssues(read.issues)
  const { s3, bucket, store, settings } = context
  const { s3_url: uri } = read.data
  const start = `s3://${bucket}/`
  if (!/^s3:\/\/[^/]+\/./.test(uri)) return refuseFields({ s3_url: ['This is not an S3 URL.'] })
  const key = uri.slice(start.length)
  const isOwn = uri.startsWith(start) && key.startsWith(mediaPrefix)
  const object = isOwn ? await store.head(key) : undefined
  if (object === undefined) return refuse(404, 'There is no such file.')
  const name = key.slice(key.lastIndexOf('/') + 1)
  const { contentType } = object
  const url = await signDownload(s3, { bucket, key, name, contentType }, settings.assuredUrlForSeconds)
  return jsonResponse({ presigned_url: url })
}
