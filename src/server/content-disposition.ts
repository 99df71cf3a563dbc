/**
 * How a browser treats the download, with the file's real name (RFC 6266). Only what cannot run scripts opens in the
 * tab: pictures but SVG, videos, PDF. HTML, SVG, scripts and the rest are saved, so that nothing a user uploaded
 * ever runs on the bucket's origin.
 */
export function contentDisposition(name: string, contentType: string): string {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const opens = /^video\/|^application\/pdf$|^image\/(?!.*(?:svg|xml))/.test(type)
  const plain = name.replace(/[^ -~]|["\\%]/gu, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, percent)
  return `${opens ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
