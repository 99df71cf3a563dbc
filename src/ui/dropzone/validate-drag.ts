import { acceptsFile } from '../../model/accept.ts'

/**
 * State of a drag: no files, all accepted, some rejected, or unknown if the browser does not expose their types. Sizes
 * and names are exposed after the drop only.
 */
export type DragState = 'none' | 'accept' | 'reject' | 'unknown'

/** Result of validating dragged files. */
export type DragValidation = {
  state: Exclude<DragState, 'none'>
  total: number
  /** Files whose type is certainly not accepted. */
  invalidTypeCount: number
  /** Files beyond `maxFiles`. */
  tooMany: number
}

/** Rules for dragged files. */
export type DragRules = {
  /** The accepted types as in the `accept` attribute; empty for all. */
  acceptedTypes: readonly string[]
  /** How many more files fit. */
  remainingSlots: number
  /** Whether the application has a check of its own, which needs the file itself. */
  hasValidator: boolean
}

/**
 * Validates dragged files by what the browser discloses about them: their count and, except in Firefox and Safari,
 * their types. A result is `accept` or `reject` only where it is certain.
 */
export function validateDrag(types: readonly string[], rules: DragRules): DragValidation {
  const matches = types.map((type) => matchType(type, rules.acceptedTypes))
  const total = matches.length
  const invalidTypeCount = matches.filter((match) => match === 'reject').length
  const tooMany = Math.max(0, total - invalidTypeCount - rules.remainingSlots)
  const isCertain = total > 0 && !rules.hasValidator && matches.every((match) => match === 'accept')
  const state = invalidTypeCount + tooMany > 0 ? 'reject' : isCertain ? 'accept' : 'unknown'
  return { state, total, invalidTypeCount, tooMany }
}

/**
 * Chromium takes a dragged item's type from the operating system, and the dropped file's type from a table of its own:
 * a CSV file is dragged as `application/vnd.ms-excel` on a Windows with Excel and dropped as `text/csv`, a HEIC file is
 * dragged as `image/heif` and dropped without a type. Only these types are the same in both, as the system cannot
 * override them (`kPrimaryMappings`), and PDF, which has one name everywhere.
 *
 * @see https://source.chromium.org/chromium/chromium/src/+/main:net/base/mime_util.cc
 */
const stableTypes = new Set([
  'application/pdf',
  'audio/flac',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'image/apng',
  'image/avif',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/svg+xml',
  'image/webp',
  'text/css',
  'text/html',
  'text/javascript',
  'video/mp4',
  'video/ogg',
  'video/webm',
])

function matchType(type: string, accepted: readonly string[]): 'accept' | 'reject' | 'unknown' {
  if (accepted.length === 0) return 'accept'
  const isStable = stableTypes.has(type)
  if (isStable && acceptsFile({ name: '', type }, accepted)) return 'accept'
  // The name, and with it the extension, is only known after the drop.
  if (accepted.some((entry) => entry.startsWith('.'))) return 'unknown'
  return isStable || isOfOtherKind(type, accepted) ? 'reject' : 'unknown'
}

/** Whether a type is of another kind than every accepted one: text is never taken for an image. */
function isOfOtherKind(type: string, accepted: readonly string[]): boolean {
  const kind = kindOf(type)
  return kind !== undefined && accepted.map(kindOf).every((other) => other !== undefined && other !== kind)
}

/** `application/*` and types outside the registry say nothing; containers like Ogg and MP4 hold audio or video. */
function kindOf(type: string): 'text' | 'image' | 'font' | 'media' | undefined {
  const [top] = type.split('/')
  if (top === 'audio' || top === 'video') return 'media'
  return top === 'text' || top === 'image' || top === 'font' ? top : undefined
}
