import type { IHasher } from 'hash-wasm'
import { UploadError } from '../errors.ts'
import type { Checksum } from '../model/upload-target.ts'
import type { Bytes } from './bytes.ts'
import { toHex } from './hex.ts'

/** What computes each digest. */
export type Hashers = Readonly<Record<Checksum, () => Promise<IHasher>>>

export type DigestOptions = {
  signal?: AbortSignal | undefined
  /** Bytes hashed so far. */
  onProgress?: ((hashedBytes: number) => void) | undefined
}

/** How a thread hashes. */
export type DigestStrategy = {
  /** Up to this size `crypto.subtle` is faster than WebAssembly. */
  maxWholeBytes: number
  /** Bytes hashed in one task: the thread is blocked meanwhile. */
  sliceBytes: number
  /** Loads the WebAssembly hashers when they are needed. */
  loadHashers(): Promise<Hashers>
}

/**
 * The largest blob that is ever hashed as a whole. It is in memory twice, because `crypto.subtle` copies its input; two
 * workers then hold 64 MiB.
 */
export const wholeBytesLimit = 16 * 1024 ** 2

/**
 * Lower-case hex digest of a blob of any size, computed on the calling thread.
 *
 * @throws DOMException if the file can't be read; UploadError if the browser can't hash it; the signal's reason
 */
export async function digest(
  source: Blob,
  algorithm: Checksum,
  options: DigestOptions,
  strategy: DigestStrategy,
): Promise<string> {
  const subtle = algorithm === 'sha-256' && source.size <= wholeBytesLimit ? subtleCrypto() : undefined
  if (!subtle) return digestSlices(source, algorithm, options, strategy)
  if (source.size <= strategy.maxWholeBytes) return digestWhole(source, subtle, options)
  try {
    return await digestSlices(source, algorithm, options, strategy)
  } catch (error) {
    // WebAssembly is blocked or did not load: `crypto.subtle` takes more memory but gives the same digest.
    if (!(error instanceof UploadError) || options.signal?.aborted) throw error
    return digestWhole(source, subtle, options)
  }
}

/** `undefined` in insecure contexts: https://developer.mozilla.org/docs/Web/API/Crypto/subtle */
function subtleCrypto(): SubtleCrypto | undefined {
  const global: { crypto?: { subtle?: SubtleCrypto } } = globalThis
  return global.crypto?.subtle
}

async function digestWhole(source: Blob, subtle: SubtleCrypto, { signal, onProgress }: DigestOptions) {
  const bytes = await readSlice(source, 0, source.size)
  signal?.throwIfAborted()
  const hash = await subtle.digest('SHA-256', bytes)
  signal?.throwIfAborted()
  onProgress?.(source.size)
  return toHex(hash)
}

async function digestSlices(
  source: Blob,
  algorithm: Checksum,
  { signal, onProgress }: DigestOptions,
  { sliceBytes, loadHashers }: DigestStrategy,
) {
  const hashers = await loadHashers()
  const hasher = await hashers[algorithm]().catch(throwUnsupported)
  signal?.throwIfAborted()
  let hashedBytes = 0
  for await (const slice of readSlices(source, sliceBytes)) {
    signal?.throwIfAborted()
    hasher.update(slice)
    hashedBytes += slice.byteLength
    onProgress?.(hashedBytes)
  }
  signal?.throwIfAborted()
  return hasher.digest('hex')
}

function throwUnsupported(cause: unknown): never {
  const message =
    "This file can't be hashed: the browser or the page's Content-Security-Policy blocks WebAssembly. Add " +
    "'wasm-unsafe-eval' to the policy's script-src."
  throw new UploadError('unsupported', message, { cause })
}

/**
 * Reads the next slice while the caller hashes the current one, so two slices are in memory. `Blob.stream()` fails or
 * ends early in Safari for files over 4 GB.
 */
async function* readSlices(source: Blob, sliceBytes: number) {
  const count = Math.ceil(source.size / sliceBytes)
  let ahead = count > 0 ? readSlice(source, 0, sliceBytes) : undefined
  for (let index = 1; ahead; index++) {
    const slice: Bytes = await ahead
    ahead = index < count ? readSlice(source, index * sliceBytes, sliceBytes) : undefined
    // The error is thrown by the next `await`; this avoids an `unhandledrejection` if the caller stops before it.
    ahead?.catch(() => undefined)
    yield slice
  }
}

async function readSlice(source: Blob, start: number, length: number) {
  const slice = source.slice(start, start + length)
  const bytes = new Uint8Array(await slice.arrayBuffer())
  if (bytes.byteLength === slice.size) return bytes
  // Some browsers return what is left of a file that has shrunk.
  throw new DOMException('The file changed while it was read.', 'NotReadableError')
}
