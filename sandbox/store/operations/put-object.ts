import { receiveBody } from '../body/receive-body.ts'
import type { Operation } from '../operation.ts'
import { checksumHeaders } from './checksum-headers.ts'
import { readObjectHeaders } from './read-object-headers.ts'
import { storeObject } from './store-object.ts'

export const putObject: Operation = async (call, store) => {
  const { bucket, key } = call
  const draft = { bucket, key, headers: readObjectHeaders(call.headers), conditions: call.headers }
  const object = await storeObject(store, draft, receiveBody(call))
  return { status: 200, headers: { etag: `"${object.etag}"`, ...checksumHeaders(object.checksum) } }
}
