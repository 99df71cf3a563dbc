export type XmlTree =
  string | number | boolean | undefined | readonly XmlTree[] | { readonly [name: string]: XmlTree }

/** Serializes a document; an array repeats its element, `undefined` omits it. */
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
  // S3's <Error> has no namespace.
  return `<${name}${name === 'Error' ? '' : attributes}>${content}</${name}>`
}

function isList(tree: XmlTree): tree is readonly XmlTree[] {
  return Array.isArray(tree)
}

/** Escapes control characters too: XML parsers convert a bare carriage return to a line feed. */
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
