export type XmlTree =
  string | number | boolean | undefined | readonly XmlTree[] | { readonly [name: string]: XmlTree }

/** Writes a document; an array repeats its element, `undefined` leaves it out. */
export function toXml(document: Readonly<Record<string, XmlTree>>): string {
  const elements = Object.entries(document).map(([name, tree]) =>
    element(name, tree, ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'),
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elements.join('')}`
}

function element(name: string, tree: XmlTree, attributes = ''): string {
  if (tree === undefined) return ''
  if (isList(tree)) return tree.map((item) => element(name, item, attributes)).join('')
  const content =
    typeof tree === 'object'
      ? Object.entries(tree)
          .map(([child, value]) => element(child, value))
          .join('')
      : escape(String(tree))
  // S3 says <Error> without a namespace.
  return `<${name}${name === 'Error' ? '' : attributes}>${content}</${name}>`
}

function isList(tree: XmlTree): tree is readonly XmlTree[] {
  return Array.isArray(tree)
}

/** Control characters too: a parser would turn a bare carriage return of a key into a line feed. */
function escape(text: string): string {
  return text.replace(/[&<>"\u0000-\u001f\u007f\ufffe\uffff]/g, (character) => {
    switch (character) {
      case '&':
        return '&amp;'
      case '<':
        return '&lt;'
      case '>':
        return '&gt;'
      case '"':
        return '&quot;'
      default:
        return `&#${character.charCodeAt(0)};`
    }
  })
}
