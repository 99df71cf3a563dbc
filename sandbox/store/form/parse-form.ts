import { type ByteReader, createByteReader } from '../body/byte-reader.ts'
import { S3Error } from '../wire/s3-error.ts'

export function readBoundary(contentType: string): string {
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(contentType)) {
    const message = 'Bucket POST must be of the enclosure-type multipart/form-data'
    throw new S3Error('PreconditionFailed', { Condition: message })
  }
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) throw new S3Error('MalformedPOSTRequest')
  return boundary
}

const maxFieldBytes = 20_000

export type Form = {
  /** By lower-case name. */
  fields: ReadonlyMap<string, string>
  /** As the client sent it; may include a path. */
  fileName: string
  /** Must be read to its end, which discards the fields after it, as S3 does. */
  file: AsyncIterable<Buffer>
  /** Releases the body of a form that is rejected before its file was read. */
  close(): Promise<void>
}

/** Parses a form up to its file, which is streamed. */
export async function parseForm(body: AsyncIterable<Buffer>, boundary: string): Promise<Form> {
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  // The first boundary has no line break before it; adding one makes it like the others.
  const reader = createByteReader(body, 'MalformedPOSTRequest', Buffer.from('\r\n'))
  try {
    await collect(reader.until(delimiter), maxFieldBytes)
    const fields = new Map<string, string>()
    let room = maxFieldBytes
    for (;;) {
      const part = await readPart(reader)
      if (part.name === 'file') {
        return { fields, fileName: part.fileName, file: readFile(reader, delimiter), close: reader.close }
      }
      const value = await collect(reader.until(delimiter), room)
      room -= value.length + part.name.length
      fields.set(part.name, value.toString())
    }
  } catch (error) {
    await reader.close()
    throw error
  }
}

async function* readFile(reader: ByteReader, delimiter: Buffer): AsyncGenerator<Buffer> {
  yield* reader.until(delimiter)
  await reader.drain()
}

async function readPart(reader: ByteReader): Promise<{ name: string; fileName: string }> {
  const rest = await reader.line()
  if (rest.startsWith('--')) {
    throw new S3Error(
      'InvalidArgument',
      { ArgumentName: 'file' },
      'POST requires exactly one file upload per request.',
    )
  }
  if (rest.trim() !== '') throw new S3Error('MalformedPOSTRequest')
  let disposition = ''
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    if (/^content-disposition\s*:/i.test(line)) disposition = line
  }
  const name = readParameter(disposition, 'name')
  if (name === undefined) throw new S3Error('MalformedPOSTRequest')
  return { name: name.toLowerCase(), fileName: readParameter(disposition, 'filename') ?? '' }
}

/** Browsers percent-encode quotes and line breaks in a name, and nothing else. */
function readParameter(header: string, name: string): string | undefined {
  const value = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(header)?.[1]
  return value?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n')
}

async function collect(chunks: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of chunks) {
    pieces.push(piece)
    size += piece.length
    if (size > limit) throw new S3Error('MaxPostPreDataLengthExceededError')
  }
  return Buffer.concat(pieces)
}
