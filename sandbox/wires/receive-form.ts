import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createByteReader, type ByteReader } from '../store/body/byte-reader.ts'
import { readBoundary } from '../store/form/parse-form.ts'
import { S3Error } from '../store/wire/s3-error.ts'
import { ErrorResponse, type Refuse } from './respond.ts'

const maxFieldBytes = 20_000
const maxHeaders = 50

/** A form's file, stored on disk. */
type FormFile = { path: string; size: number; name: string; contentType: string }

/** The content of a form. */
type ReceivedForm = { fields: ReadonlyMap<string, string>; files: ReadonlyMap<string, FormFile> }

/** Parses a multipart form and streams its files to `directory`. */
export async function receiveForm(
  request: Request,
  directory: string,
  refuse: Refuse,
): Promise<ReceivedForm> {
  try {
    const boundary = readBoundary(request.headers.get('content-type') ?? '')
    // The first boundary has no line break before it; adding one makes it like the others.
    const reader = createByteReader(chunksOf(request), 'MalformedPOSTRequest', Buffer.from('\r\n'))
    return await readForm(reader, Buffer.from(`\r\n--${boundary}`), directory)
  } catch (error) {
    if (!(error instanceof S3Error)) throw error
    throw new ErrorResponse(refuse(400, 'The body is not a multipart form.'))
  }
}

async function readForm(reader: ByteReader, delimiter: Buffer, directory: string): Promise<ReceivedForm> {
  const fields = new Map<string, string>()
  const files = new Map<string, FormFile>()
  let room = maxFieldBytes
  await collect(reader.until(delimiter), room)
  while ((await collect(reader.take(2), 2)).toString() !== '--') {
    const { name, fileName, contentType } = await readHeaders(reader)
    if (fileName === undefined) {
      const value = await collect(reader.until(delimiter), room)
      room -= value.length + name.length
      fields.set(name, value.toString())
      continue
    }
    const path = join(directory, `${files.size}`)
    const output = createWriteStream(path)
    await pipeline(reader.until(delimiter), output)
    files.set(name, { path, size: output.bytesWritten, name: fileName, contentType })
  }
  await reader.drain()
  return { fields, files }
}

async function readHeaders(
  reader: ByteReader,
): Promise<{ name: string; fileName: string | undefined; contentType: string }> {
  const headers = new Map<string, string>()
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const [, name, value] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined || headers.size === maxHeaders) throw malformed()
    headers.set(name.toLowerCase(), value)
  }
  const disposition = headers.get('content-disposition') ?? ''
  const name = parameterOf(disposition, 'name')
  if (name === undefined) throw malformed()
  const fileName = parameterOf(disposition, 'filename')
  return { name, fileName, contentType: headers.get('content-type') ?? 'application/octet-stream' }
}

/** Browsers percent-encode quotes and line breaks in a name, and nothing else. */
function parameterOf(header: string, name: string): string | undefined {
  const value = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(header)?.[1]
  return value?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n')
}

async function collect(chunks: AsyncIterable<Buffer>, max: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of chunks) {
    pieces.push(piece)
    size += piece.length
    if (size > max) throw malformed()
  }
  return Buffer.concat(pieces)
}

async function* chunksOf(request: Request): AsyncGenerator<Buffer> {
  for await (const chunk of request.body ?? []) yield Buffer.from(chunk)
}

function malformed(): S3Error {
  return new S3Error('MalformedPOSTRequest')
}
