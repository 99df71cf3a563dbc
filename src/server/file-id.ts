// A file's id is its object's key: `<prefix><owner>/<inverted time>-<uuid><.ext>`. It is ASCII only, so that every
// store, log and shell treats it alike.

const lastSegment = /^\d{13}-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:\.[a-z\d]{1,16})?$/
const maxTimestamp = 9_999_999_999_999
// S3 limits keys to 1024 bytes; a frame's key adds at most 100 to this prefix:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
const maxPrefixLength = 900

/**
 * Prefix of an owner's keys. The encoding is injective, and no owner's prefix is a prefix of another's.
 *
 * @throws TypeError for an owner that cannot be part of a key
 */
export function ownerPrefix(prefix: string, owner: string): string {
  if (typeof owner !== 'string' || owner === '' || /\p{Surrogate}/u.test(owner)) {
    throw new TypeError('authorize must return an owner: a non-empty, well-formed string')
  }
  const segment = Array.from(new TextEncoder().encode(owner), (byte) => {
    const character = String.fromCharCode(byte)
    return /[\w-]/.test(character) ? character : `~${byte.toString(16).toUpperCase().padStart(2, '0')}`
  })
  const keyPrefix = `${prefix}${segment.join('')}/`
  if (keyPrefix.length > maxPrefixLength)
    throw new TypeError(`The owner is too long: the prefix of its keys has ${keyPrefix.length} bytes`)
  return keyPrefix
}

/** Creates a key. Its time is inverted: stores list keys in ascending order, and the newest file comes first. */
export function createFileId(keyPrefix: string, name: string, now: number): string {
  const inverted = String(maxTimestamp - now).padStart(13, '0')
  const extension = /\.[a-z\d]{1,16}$/i.exec(name)?.[0].toLowerCase() ?? ''
  return `${keyPrefix}${inverted}-${crypto.randomUUID()}${extension}`
}

/** Whether `createFileId` can have created the key for this owner. */
export function isFileIdOf(keyPrefix: string, id: string): boolean {
  return id.startsWith(keyPrefix) && lastSegment.test(id.slice(keyPrefix.length))
}

const keyPrefixPattern = /^(?!frames\/)(?:(?!\.+\/)[\w.~-]+\/)+$/

/** Whether `createFileId` can have created the key for any prefix and owner. */
export function isFileId(id: string): boolean {
  const end = id.lastIndexOf('/') + 1
  return keyPrefixPattern.test(id.slice(0, end)) && lastSegment.test(id.slice(end))
}

/** When the key was created. */
export function createdAtOf(keyPrefix: string, id: string): Date {
  return new Date(maxTimestamp - Number(id.slice(keyPrefix.length, keyPrefix.length + 13)))
}
