import type { SignedUpload, UploadedPart } from '../../model/upload-target.ts'
import type { PartsTarget, PartUrls } from './part-url-cache.ts'
import type { ResumeSession } from '../resume/resume-store.ts'

/** What an upload in parts has done: kept while it is paused, has failed or is tried again. */
export type PartsMemory = {
  target: PartsTarget
  urls: PartUrls
  file: SignedUpload['file']
  /** By number; an `etag` that the store's CORS rules hide is empty. */
  done: Map<number, UploadedPart>
  /** The record that outlives the page. */
  claim: ResumeSession | undefined
}

/** How many parts a file of `size` bytes has. The empty file has one. */
export function partCount(size: number, partSize: number): number {
  return Math.max(1, Math.ceil(size / partSize))
}

/** The parts' numbers, from 1. */
export function partNumbers(size: number, partSize: number): readonly number[] {
  return Array.from({ length: partCount(size, partSize) }, (_, place) => place + 1)
}

/** Numbers of the parts that are not at the store. */
export function missingParts({ target, done }: PartsMemory, size: number): readonly number[] {
  return partNumbers(size, target.partSize).filter((number) => !done.has(number))
}

/** Keeps of what the store lists the parts that are whole. */
export function filterCompleteParts(
  listed: readonly UploadedPart[],
  size: number,
  partSize: number,
): Map<number, UploadedPart> {
  const count = partCount(size, partSize)
  const whole = listed.filter((part) => {
    const expected = part.number === count ? size - (count - 1) * partSize : partSize
    return part.number <= count && part.size === expected
  })
  return new Map(whole.map((part) => [part.number, part]))
}
