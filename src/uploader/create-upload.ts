import { createId } from './create-id.ts'
import type { Upload } from './upload.ts'

/** What may be said of files besides what they say themselves. */
export type AddOptions = {
  /** Instead of the file's own name; a `Blob` has none. */
  name?: string
  /** MIME type, instead of the file's own. */
  contentType?: string
  /** Kept by the backend with the file, where its wire can. */
  metadata?: Record<string, string>
  /** Which of `useResumableUploads` this goes on with. */
  resumeId?: string
}

/** A queued upload of `source`, with an id of its own. */
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
    state: { status: 'queued' },
    maxSentBytes: 0,
    isStored: false,
    addedAt,
    // Named from the start: what gets them later would take more room, ten thousand times.
    remote: undefined,
    stats: undefined,
  }
}

/** `folder/file.txt` of a file that came in a folder; dropped and picked files tell it in different ways. */
function relativePathOf(source: File | Blob): string | undefined {
  const told = readPath(source, 'webkitRelativePath') ?? readPath(source, 'relativePath')
  const path = told?.replace(/^\.?\//, '')
  return path?.includes('/') ? path : undefined
}

function readPath(source: object, property: string): string | undefined {
  const value: unknown = Reflect.get(source, property)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The type that the browser gives a file; it knows no HEIC or MKV. */
function browserTypeOf(_name: string, { type }: Blob): string {
  return type || 'application/octet-stream'
}
