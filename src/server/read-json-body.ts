import type { z } from 'zod/mini'
import { UploadError } from '../errors.ts'
import { badRequest, parseInput } from './parse-input.ts'

const mib = 1024 ** 2

/**
 * The request's JSON body, parsed. Another content type answers 415: a form on a foreign site can send a cookie
 * along, but never this type. More than `mostBytes` answers 413, anything malformed 400.
 */
export async function readJsonBody<S extends z.core.$ZodType>(
  request: Request,
  schema: S,
  mostBytes = mib,
): Promise<z.output<S>> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    const message = `The body must be application/json, not ${type || 'of no type'}.`
    throw new UploadError('content-type', message, { status: 415 })
  }
  const text = await readText(request, mostBytes)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    throw badRequest('the body is not JSON', cause)
  }
  return parseInput(schema, body)
}

async function readText(request: Request, mostBytes: number): Promise<string> {
  const tooLarge = () => {
    const message = `The request is larger than ${mostBytes / mib} MiB. Ask for fewer files at once.`
    return new UploadError('too-large', message, { status: 413 })
  }
  if (Number(request.headers.get('content-length')) > mostBytes) throw tooLarge()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > mostBytes) throw tooLarge()
    text += decode(decoder, chunk)
  }
  return text + decode(decoder)
}

function decode(decoder: TextDecoder, chunk?: Uint8Array<ArrayBuffer>): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch (cause) {
    throw badRequest('the body is not UTF-8', cause)
  }
}
