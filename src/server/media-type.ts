const token = "[!#$%&'*+.^_`|~\\dA-Za-z-]+"
const essencePattern = new RegExp(`^${token}/${token}`)
// https://www.rfc-editor.org/rfc/rfc9110#parameter, without quoted pairs (`\"`), which parsers disagree about. Chromium's
// MediaRecorder reports a list without quotes: `video/webm;codecs=vp8,opus`.
const parameterPattern = new RegExp(
  `[ \\t]*;[ \\t]*(?:(${token})=(?:("[ !#-[\\]-~]*")|(${token}(?:,${token})*)))?|[ \\t]+$`,
  'y',
)

// A type and a subtype have at most 127 characters each: https://www.rfc-editor.org/rfc/rfc6838#section-4.2
const maxLength = 255

/** A media type that every recipient understands as this one type. */
export type MediaType = {
  /** Type and subtype in lower case. */
  essence: string
  /** The essence with its parameters. */
  value: string
}

/**
 * Parses a media type; `undefined` if it is invalid. Stores send it as `Content-Type`, where browsers take the last of
 * several types: a comma is allowed within quotes only.
 *
 * @see https://fetch.spec.whatwg.org/#content-type-header
 */
export function parseMediaType(text: string): MediaType | undefined {
  const essence = text.length > maxLength ? undefined : essencePattern.exec(text)?.[0]
  if (essence === undefined) return undefined
  let parameters = ''
  let end = essence.length
  while (end < text.length) {
    parameterPattern.lastIndex = end
    const parameter = parameterPattern.exec(text)
    if (parameter === null) return undefined
    const [match, name, quoted, value = ''] = parameter
    if (name !== undefined) parameters += `;${name}=${quoted ?? (value.includes(',') ? `"${value}"` : value)}`
    end += match.length
  }
  return { essence: essence.toLowerCase(), value: essence.toLowerCase() + parameters }
}

// Formats that browsers decode and that cannot contain scripts. PDF viewers run scripts in their own sandbox.
const inlineTypes = new Set([
  'application/pdf',
  'image/apng',
  'image/avif',
  'image/bmp',
  'image/gif',
  'image/heic',
  'image/heif',
  'image/jpeg',
  'image/jxl',
  'image/png',
  'image/tiff',
  'image/vnd.microsoft.icon',
  'image/webp',
  'image/x-icon',
  'audio/aac',
  'audio/flac',
  'audio/mp4',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
  'audio/x-m4a',
  'audio/x-wav',
  'video/3gpp',
  'video/mp2t',
  'video/mp4',
  'video/mpeg',
  'video/ogg',
  'video/quicktime',
  'video/webm',
  'video/x-m4v',
  'video/x-matroska',
  'video/x-msvideo',
])

/** How a stored file is served: the type without parameters, and whether browsers may show it. */
export function servedType(storedType: string): { contentType: string; isInline: boolean } {
  const contentType = parseMediaType(storedType.trim())?.essence ?? 'application/octet-stream'
  return { contentType, isInline: inlineTypes.has(contentType) }
}
