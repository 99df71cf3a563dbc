import { toUploadError, UploadError } from '../../errors.ts'
import { compareFile, type FileMismatch } from './compare-file.ts'
import type { ResumableRecord } from './resumable.ts'

// Not in the library of types: only Chromium asks.
type AskingHandle = FileSystemFileHandle & {
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>
}

/**
 * The file that a record speaks of: `chosen`, or opened by its handle, which may ask the person and so wants a click.
 * Throws `file-changed` where it is another file, saying in what; `file-unreadable` where there is none to be had.
 */
export async function reopenFile(record: ResumableRecord, chosen?: File | Blob): Promise<File | Blob> {
  const file = chosen ?? (await reopen(record))
  const difference = await compareFile(record, file).catch((thrown: unknown) => {
    throw toUploadError(thrown, 'file-unreadable', `“${record.name}” cannot be read. Choose it again.`)
  })
  if (difference) throw new UploadError('file-changed', messageFor(difference, record, file))
  return file
}

async function reopen({ name, handle, relativePath }: ResumableRecord): Promise<File> {
  if (!handle) {
    const message = `Choose “${name}” to go on with it: this browser did not keep where it is.`
    throw new UploadError('file-unreadable', message)
  }
  const permission = await (handle as AskingHandle).requestPermission?.({ mode: 'read' })
  if (permission !== undefined && permission !== 'granted') {
    const message = `The browser may not read “${name}”. Allow it, or choose the file.`
    throw new UploadError('file-unreadable', message)
  }
  try {
    return Object.assign(await handle.getFile(), { handle, relativePath })
  } catch (cause) {
    const message = `“${name}” is not where it was. Choose it.`
    throw new UploadError('file-unreadable', message, { cause })
  }
}

function messageFor(difference: FileMismatch, { name, size }: ResumableRecord, file: File | Blob): string {
  const whatTo = 'Choose that file, or discard the upload and start anew.'
  return `This is not the “${name}” that was cut off: ${reasonOf(difference, size, file.size)}. ${whatTo}`
}

function reasonOf(difference: FileMismatch, size: number, chosenSize: number): string {
  switch (difference) {
    case 'size':
      return `it has ${chosenSize} bytes and not ${size}`
    case 'time':
      return 'it was changed at another time'
    case 'content':
      return 'its content differs'
    default:
      return difference satisfies never
  }
}
