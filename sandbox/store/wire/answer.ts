import type { XmlTree } from '../xml/to-xml.ts'

export type Answer = {
  status: number
  headers?: Readonly<Record<string, string>>
  /** Bytes are streamed; their length must stand in the headers. */
  body?: { xml: Readonly<Record<string, XmlTree>> } | { bytes: () => AsyncIterable<Buffer> }
}
