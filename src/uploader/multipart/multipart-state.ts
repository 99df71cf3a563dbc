import { UploadError } from '../../errors.ts'
import type { SignedUpload, UploadedPart, UploadTarget } from '../../model/upload-target.ts'
import { retryCleanup } from '../cleanup.ts'
import type { ResumeSession } from '../resume/resume-store.ts'
import { createPartUrls, type PartUrls } from './part-url-cache.ts'

/** A target that takes the file in parts. */
export type MultipartTarget = Extract<UploadTarget, { type: 'multipart' }>

/** A multipart upload: kept while it is paused, has failed or is retried. */
export type MultipartState = {
  target: MultipartTarget
  urls: PartUrls
  file: SignedUpload['file']
  /** Parts at the store, by number; an `etag` that the store's CORS rules hide is empty. */
  done: Map<number, UploadedPart>
  /** The record that survives a reload. */
  record: ResumeSession | undefined
  /** The store has been asked to assemble the parts: the file may exist. */
  isCompleting: boolean
  /** Aborts it at the store, then deletes the record. Best effort: the upload itself has ended already. */
  abort(options?: { repeat?: boolean }): Promise<void>
}

/** The state of a multipart upload that has been signed or resumed. */
export function createMultipartState(
  target: MultipartTarget,
  file: SignedUpload['file'],
  record: ResumeSession | undefined,
  { done = new Map(), urls = createPartUrls(target) }: Partial<Pick<MultipartState, 'done' | 'urls'>> = {},
): MultipartState {
  async function abortOnce() {
    try {
      await target.abort({ keepalive: true, retries: 0 })
    } catch (error) {
      const isGone = error instanceof UploadError && error.code === 'not-found'
      if (!isGone) throw error
    }
    await record?.finish()
  }
  return {
    target,
    urls,
    file,
    done,
    record,
    isCompleting: false,
    async abort(options) {
      await retryCleanup(abortOnce, options)
      // Where the store cannot be reached, the record is kept, so that the upload can be discarded later.
      await record?.release()
    },
  }
}

/** How many parts a file of `size` bytes has. An empty file has one. */
export function partCount(size: number, partSize: number): number {
  return Math.max(1, Math.ceil(size / partSize))
}

/** The part numbers, from 1. */
export function partNumbers(size: number, partSize: number): readonly number[] {
  return Array.from({ length: partCount(size, partSize) }, (_, index) => index + 1)
}

/** Numbers of the parts that are not at the store. */
export function missingParts({ target, done }: MultipartState, size: number): readonly number[] {
  return partNumbers(size, target.partSize).filter((number) => !done.has(number))
}

/** Of the parts that the store lists, those that are complete. */
export function filterCompleteParts(
  listed: readonly UploadedPart[],
  size: number,
  partSize: number,
): Map<number, UploadedPart> {
  const count = partCount(size, partSize)
  const complete = listed.filter((part) => {
    const expected = part.number === count ? size - (count - 1) * partSize : partSize
    return part.number <= count && part.size === expected
  })
  return new Map(complete.map((part) => [part.number, part]))
}
