import type { Bytes } from '../../lib/bytes.ts'
import { createId } from '../create-id.ts'

/** A form as a body of `multipart/form-data`. */
export type EncodedForm = { contentType: string; bytes: Bytes }

/** The file of a form. */
export type FormFile = { field: string; name: string; contentType: string; bytes: Uint8Array }

/**
 * Encodes a form with one file, which goes last, as browsers do
 * (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data).
 */
export function encodeForm(fields: Readonly<Record<string, string>>, file: FormFile): EncodedForm {
  const encoder = new TextEncoder()
  const boundary = `----react-presigned-${createId()}`
  let text = ''
  for (const [name, value] of Object.entries(fields)) {
    text += `${disposition(boundary, name)}\r\n\r\n${withCrlf(value)}\r\n`
  }
  const { field, name, contentType, bytes } = file
  text += `${disposition(boundary, field)}; filename="${escaped(name)}"\r\nContent-Type: ${contentType}\r\n\r\n`
  const head = encoder.encode(text)
  const tail = `\r\n--${boundary}--\r\n`
  const form = new Uint8Array(head.length + bytes.length + tail.length)
  form.set(head)
  form.set(bytes, head.length)
  encoder.encodeInto(tail, form.subarray(head.length + bytes.length))
  return { contentType: `multipart/form-data; boundary=${boundary}`, bytes: form }
}

function disposition(boundary: string, name: string): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(withCrlf(name))}"`
}

/** Names are quoted, on one line. */
function escaped(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')
}

function withCrlf(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n')
}
