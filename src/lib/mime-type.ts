// The types of Python's `mimetypes`, which the vendors' own clients use: a file must have the same type whichever client
// sends it. Other extensions have the type that is registered with IANA.
const extensionsByType: Readonly<Record<string, string>> = {
  'application/epub+zip': 'epub',
  'application/javascript': 'js mjs',
  'application/json': 'json',
  'application/manifest+json': 'webmanifest',
  'application/msword': 'doc dot wiz',
  'application/pdf': 'pdf',
  'application/postscript': 'ai eps ps',
  'application/rtf': 'rtf',
  'application/vnd.apache.parquet': 'parquet',
  'application/vnd.apple.mpegurl': 'm3u m3u8',
  'application/vnd.ms-excel': 'xls xlb',
  'application/vnd.ms-powerpoint': 'ppt pot ppa pps pwz',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.rar': 'rar',
  'application/wasm': 'wasm',
  'application/x-7z-compressed': '7z',
  'application/x-hdf5': 'h5',
  'application/x-sh': 'sh',
  'application/x-tar': 'tar',
  'application/x-tex': 'tex',
  'application/xml': 'rdf wsdl xpdl xsl',
  'application/yaml': 'yaml yml',
  'application/zip': 'zip',
  'audio/3gpp': '3gp 3gpp',
  'audio/aac': 'aac adts ass loas',
  'audio/basic': 'au snd',
  'audio/flac': 'flac',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3 mp2',
  'audio/ogg': 'ogg oga',
  'audio/opus': 'opus',
  'audio/x-aiff': 'aif aifc aiff',
  'audio/x-wav': 'wav',
  'font/otf': 'otf',
  'font/ttf': 'ttf',
  'font/woff': 'woff',
  'font/woff2': 'woff2',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/jpeg': 'jpg jpeg jpe',
  'image/jxl': 'jxl',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/tiff': 'tif tiff',
  'image/vnd.microsoft.icon': 'ico',
  'image/webp': 'webp',
  'message/rfc822': 'eml mht mhtml nws',
  'text/css': 'css',
  'text/csv': 'csv',
  'text/html': 'html htm',
  'text/markdown': 'md markdown',
  'text/plain': 'txt bat c h ksh pl srt',
  'text/tab-separated-values': 'tsv',
  'text/vtt': 'vtt',
  'text/x-python': 'py',
  'text/x-vcard': 'vcf',
  'text/xml': 'xml',
  'video/mp4': 'mp4 m4v',
  'video/mpeg': 'mpg mpeg mpe mpa m1v',
  'video/ogg': 'ogv',
  'video/quicktime': 'mov qt',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
  'video/x-msvideo': 'avi',
}

const typesByExtension: ReadonlyMap<string, string> = new Map(
  Object.entries(extensionsByType).flatMap(([type, extensions]) =>
    extensions.split(' ').map((extension) => [extension, type] as const),
  ),
)

const unpackedNames: readonly (readonly [RegExp, string])[] = [
  [/\.svgz$/i, '.svg'],
  [/\.(tgz|taz|tz|tbz2|txz)$/i, '.tar'],
  [/\.(gz|z|bz2|xz|br)$/i, ''],
]

/**
 * The MIME type of a file by its extension; `undefined` for unknown ones. As in Python, a compressed file has the type of
 * its content: `a.tar.gz` is `application/x-tar`, and `a.gz` is `undefined`.
 */
export function typeOfName(name: string): string | undefined {
  const packing = unpackedNames.find(([pattern]) => pattern.test(name))
  const unpacked = packing ? name.replace(...packing) : name
  // A leading dot hides a file; it does not begin an extension.
  const extension = /[^./\\][^/\\]*\.([^./\\]+)$/.exec(unpacked)?.[1]
  return extension && typesByExtension.get(extension.toLowerCase())
}
