import { S3Error } from '../wire/s3-error.ts'

export type XmlElement = {
  name: string
  text: string
  all(name: string): readonly XmlElement[]
  /** The text of the first child of that name. */
  one(name: string): string | undefined
}

const token =
  /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[(?<data>[^]*?)\]\]>|<\/(?<close>[^\s<>/]+)\s*>|<(?<open>[^\s<>/!?]+)(?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(?<empty>\/?)>|(?<text>[^<]+)/y

/** Parses the XML of S3's requests: elements and text. Attributes and prefixes are ignored, a DOCTYPE is rejected. */
export function parseXml(source: string): XmlElement {
  const document = createElement('')
  const open = [document]
  token.lastIndex = 0
  while (token.lastIndex < source.length) {
    const found = token.exec(source)?.groups
    const current = open.at(-1)
    if (!found || !current) throw new S3Error('MalformedXML')
    if (found['data'] !== undefined) current.text += found['data']
    if (found['text'] !== undefined) current.text += unescape(found['text'])
    if (found['close'] !== undefined && open.pop()?.name !== localName(found['close']))
      throw new S3Error('MalformedXML')
    if (found['open'] === undefined) continue
    const child = createElement(localName(found['open']))
    current.children.push(child)
    if (!found['empty']) open.push(child)
  }
  const [root, ...others] = document.children
  if (!root || others.length > 0 || open.length !== 1 || document.text.trim() !== '')
    throw new S3Error('MalformedXML')
  return root
}

function createElement(name: string): XmlElement & { children: XmlElement[] } {
  const children: XmlElement[] = []
  return {
    name,
    text: '',
    children,
    all: (wanted) => children.filter((child) => child.name === wanted),
    one: (wanted) => children.find((child) => child.name === wanted)?.text,
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

const entities = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

function unescape(text: string): string {
  return text.replace(/&(?:([^&;]+);)?/g, (_, name: string | undefined = '') => {
    const known = entities.get(name)
    if (known !== undefined) return known
    const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name) ?? []
    const point = hex === undefined ? Number(decimal ?? NaN) : parseInt(hex, 16)
    const isSurrogate = point >= 0xd800 && point <= 0xdfff
    if (!(point <= 0x10ffff) || isSurrogate) throw new S3Error('MalformedXML')
    return String.fromCodePoint(point)
  })
}
