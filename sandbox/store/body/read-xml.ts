import type { Call } from '../call.ts'
import { S3Error } from '../wire/s3-error.ts'
import { parseXml } from '../xml/parse-xml.ts'
import type { XmlElement } from '../xml/parse-xml.ts'
import { receiveBody } from './receive-body.ts'

/** Room for ten thousand parts, or a thousand of the longest keys, percent-encoded. */
const maxLength = 8 * 1024 * 1024

/** A request's XML document, whose root must have that name. */
export async function readXml(call: Call, root: string): Promise<XmlElement> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of receiveBody(call).chunks) {
    pieces.push(piece)
    size += piece.length
    if (size > maxLength) throw new S3Error('MaxMessageLengthExceeded', { MaxMessageLengthBytes: maxLength })
  }
  const document = parseXml(Buffer.concat(pieces).toString())
  if (document.name !== root) throw new S3Error('MalformedXML')
  return document
}
