// A file's id is its object's key: `<prefix><owner>/<inverted time>-<uuid><.ext>`. It is ASCII throughout, so that
// every store, log and shell agrees on it.

const lastSegment = /^\d{13}-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:\.[a-z\d]{1,16})?$/
const endOfTime = 9_999_999_999_999
// S3 takes keys of 1024 bytes; a frame's adds at most 100 to this.
const mostOwnedLength = 900

/**
 * Where an owner's keys begin. Two owners never share a beginning: the encoding is one to one.
 *
 * @throws TypeError for an owner that no key can hold
 */
export function ownerPrefix(prefix: string, owner: string): string {
  if (typeof owner !== 'string' || owner === '' || /\p{Surrogate}/u.test(owner)) {
    throw new TypeError('authorize must return an owner: a well-formed string that is not empty')
  }
  const segment = Array.from(new TextEncoder().encode(owner), (byte) => {
    const character = String.fromCharCode(byte)
    return /[\w-]/.test(character) ? character : `~${byte.toString(16).toUpperCase().padStart(2, '0')}`
  })
  const owned = `${prefix}${segment.join('')}/`
  if (owned.length > mostOwnedLength)
    throw new TypeError(`The owner is too long: its keys begin with ${owned.length} bytes`)
  return owned
}

/** A new key. Time is inverted because stores list in ascending order only, and the newest is wanted first. */
export function createFileId(owned: string, name: string, now: number): string {
  const inverted = String(endOfTime - now).padStart(13, '0')
  const extension = /\.[a-z\d]{1,16}$/i.exec(name)?.[0].toLowerCase() ?? ''
  return `${owned}${inverted}-${crypto.randomUUID()}${extension}`
}

/** Whether the key is one that `mintFileId` may have made for this owner. */
export function isFileIdOf(owned: string, id: string): boolean {
  return id.startsWith(owned) && lastSegment.test(id.slice(owned.length))
}

/** When the key was minted. */
export function createdAtOf(owned: string, id: string): Date {
  return new Date(endOfTime - Number(id.slice(owned.length, owned.length + 13)))
}
