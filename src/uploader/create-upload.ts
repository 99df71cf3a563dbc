import { createId } from './create-id.ts'
import type { Upload } from './upload.ts'

/** Options for the files that are added. */
export type AddOptions = {
  /** Replaces the file's name; required for a `Blob`, which has none. */
  name?: string | undefined
  /** MIME type; replaces the file's `type`. */
  contentType?: string | undefined
  /** Stored with the file, if the backend supports it. */
  metadata?: Record<string, string> | undefined
  /** The id of the interrupted upload to continue, from `useResumableUploads`. */
  resumeId?: string | undefined
}

// One object for all: ten thousand files are added in one task.
const queued = { status: 'queued' } as const

const unknownType = 'application/octet-stream'

/** Whether the browser has no type for a file, and the application none either. */
export function isUntyped({ contentType, source }: Upload): boolean {
  return contentType === unknownType && source.type === ''
}

/** Creates a queued upload of `source` with a new id. */
export function createUpload(
  source: File | Blob,
  { name, contentType, metadata }: AddOptions = {},
  addedAt = new Date(),
  typeOf = browserTypeOf,
): Upload {
  const ownName = name ?? ('name' in source ? source.name : '')
  return {
    id: createId(),
    name: ownName,
    size: source.size,
    contentType: contentType ?? typeOf(ownName, source),
    relativePath: relativePathOf(source),
    metadata,
    source,
    state: queued,
    maxSentBytes: 0,
    isStored: false,
    addedAt,
    // Declared up front: adding properties later makes V8 change the object's hidden class and allocate more memory.
    remote: undefined,
    stats: undefined,
  }
}

/** `folder/file.txt` of a file in a folder. A file input sets `webkitRelativePath`, a drop `relativePath`. */
function relativePathOf(source: File | Blob): string | undefined {
  const rawPath = readPath(source, 'webkitRelativePath') ?? readPath(source, 'relativePath')
  const path = rawPath?.replace(/^\.?\//, '')
  return path?.includes('/') ? path : undefined
}

function readPath(source: object, property: string): string | undefined {
  const value: unknown = Reflect.get(source, property)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The browser's type for the file, which is empty for some formats, such as MKV. */
function browserTypeOf(_name: string, { type }: Blob): string {
  return type || unknownType
}
