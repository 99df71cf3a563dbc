import { toUploadError, UploadError } from '../../errors.ts'
import { digestOnMainThread } from '../../lib/digest-on-main-thread.ts'
import type { ResumableRecord } from './record.ts'

const sampleBytes = 64 * 1024

/**
 * Identifies a file by reading at most 128 KiB: its size and the SHA-256 of its first and last 64 KiB. The middle is not
 * read, so compare `lastModified` as well.
 */
export async function fingerprintOf(source: Blob): Promise<string> {
  const head = source.slice(0, sampleBytes)
  const tail = source.slice(Math.max(sampleBytes, source.size - sampleBytes))
  return `${source.size}-${await digestOnMainThread(new Blob([head, tail]), 'sha-256')}`
}

/** In what a file differs from the one that a record was made of. */
export type FileMismatch = 'size' | 'time' | 'content'

/** What differs; `undefined` if nothing does. Reads the file only if size and time are equal. */
export async function compareFile(
  { size, lastModified, fingerprint }: ResumableRecord,
  source: File | Blob,
): Promise<FileMismatch | undefined> {
  if (source.size !== size) return 'size'
  // A `Blob` has no time, which is no difference.
  const isFileWithTime = lastModified !== undefined && 'lastModified' in source
  if (isFileWithTime && source.lastModified !== lastModified) return 'time'
  return (await fingerprintOf(source)) === fingerprint ? undefined : 'content'
}

// Not in TypeScript's DOM library: only Chromium has it. https://developer.mozilla.org/docs/Web/API/FileSystemHandle/requestPermission
type HandleWithPermission = FileSystemFileHandle & {
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>
}

/**
 * The file that a record was made of: `chosen`, or opened by its handle. The browser may ask for permission, which
 * requires a click.
 *
 * @throws UploadError `file-changed` if it is another file, with what differs; `file-unreadable` if there is none
 */
export async function reopenFile(record: ResumableRecord, chosen?: File | Blob): Promise<File | Blob> {
  const file = chosen ?? (await openByHandle(record))
  const mismatch = await compareFile(record, file).catch((thrown: unknown) => {
    throw toUploadError(thrown, 'file-unreadable', `“${record.name}” can't be read. Choose it again.`)
  })
  if (mismatch) throw new UploadError('file-changed', messageFor(mismatch, record, file))
  return file
}

async function openByHandle({ name, handle, relativePath }: ResumableRecord): Promise<File> {
  if (!handle) throw new UploadError('file-unreadable', `Select “${name}” again to resume the upload.`)
  const permission = await (handle as HandleWithPermission).requestPermission?.({ mode: 'read' })
  if (permission !== undefined && permission !== 'granted') {
    const message = `The browser has no permission to read “${name}”. Allow it, or choose the file.`
    throw new UploadError('file-unreadable', message)
  }
  try {
    return Object.assign(await handle.getFile(), { handle, relativePath })
  } catch (cause) {
    const message = `“${name}” was moved or deleted. Choose it again.`
    throw new UploadError('file-unreadable', message, { cause })
  }
}

function messageFor(mismatch: FileMismatch, { name, size }: ResumableRecord, file: File | Blob): string {
  const advice = 'Choose the original file, or discard the upload and start again.'
  return `This isn't the file “${name}” whose upload was interrupted: ${reasonFor(mismatch, size, file.size)}. ${advice}`
}

function reasonFor(mismatch: FileMismatch, size: number, chosenSize: number): string {
  switch (mismatch) {
    case 'size':
      return `it has ${chosenSize} bytes instead of ${size}`
    case 'time':
      return 'it was modified at another time'
    case 'content':
      return 'its content differs'
    default:
      return mismatch satisfies never
  }
}
