import { UploadError } from '../../errors.ts'
import { loadChunk } from '../../lib/load-chunk.ts'
import type { Permit } from '../../lib/pool.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { SignedUpload, UploadedPart } from '../../model/upload-target.ts'
import { checkReadable } from '../diagnostics/transfer-error.ts'
import { getBackendKey } from '../backend-key.ts'
import { startOver, type SignedTarget } from '../checkpoint.ts'
import { abortUnusedTarget } from '../cleanup.ts'
import type { ResumeStore } from '../resume/resume-store.ts'
import { callBackend } from '../retry-policy.ts'
import type { UploadRun } from '../run-upload.ts'
import type { Transferred } from '../transfer/transfer-file.ts'
import {
  createMultipartState,
  filterCompleteParts,
  missingParts,
  partCount,
  partNumbers,
  type MultipartState,
  type MultipartTarget,
} from './multipart-state.ts'
import { createPartUrls } from './part-url-cache.ts'
import { uploadParts, type UploadPartsDeps } from './upload-parts.ts'

// Parts that the store has lost or changed are sent again this many times.
const maxAttempts = 3

/** Continues an upload that a reload or crash has interrupted, if the file is one of those. */
export async function resumeInterrupted(run: UploadRun, resumeStore: ResumeStore | undefined): Promise<void> {
  const { upload, session } = run
  const multipart = await resumeMultipart(run, resumeStore)
  if (!multipart) return
  session.signer.forget(upload.id)
  run.reach({ type: 'multipart', session, multipart })
}

async function resumeMultipart(
  { upload, memory, session, signal }: UploadRun,
  resumeStore: ResumeStore | undefined,
): Promise<MultipartState | undefined> {
  const { source, size } = upload
  const { backend } = session
  const { resume } = backend
  if (!resume) return undefined
  const record = await resumeStore?.findAndLock(source, getBackendKey(backend), signal, memory.resumeId)
  if (!record) return undefined
  try {
    const { target, file } = await callBackend((call) => resume.call(backend, record.token, call), signal)
    if (target.type !== 'multipart') {
      await record.finish()
      return undefined
    }
    const listed = await callBackend((call) => target.listParts(call), signal)
    const complete = filterCompleteParts(listed, size, target.partSize)
    const done = await filterReceivedParts(complete, target, record.doneParts, source, signal)
    return createMultipartState(target, file, record, { done })
  } catch (error) {
    const isGone = error instanceof UploadError && error.code === 'not-found'
    if (!isGone) {
      await record.release()
      throw error
    }
    await record.finish()
    return undefined
  }
}

/**
 * Of the parts that the store lists, those that it has whole: those whose response was received, and those whose ETag is
 * the MD5 of their bytes. A size proves nothing: there are stores that accept a body that was cut off, and list it with the
 * size that was announced.
 */
async function filterReceivedParts(
  listed: ReadonlyMap<number, UploadedPart>,
  { partSize, hasEtags }: MultipartTarget,
  received: readonly number[],
  source: Blob,
  signal: AbortSignal,
): Promise<Map<number, UploadedPart>> {
  const parts = [...listed.values()]
  // An upload that has been assembled lists every part without an ETag: only its response is missing.
  const isListed = parts.length === partCount(source.size, partSize) && parts.every(({ etag }) => etag === '')
  if (isListed && hasEtags !== false) return new Map(listed)
  const done = new Map<number, UploadedPart>()
  for (const part of parts) {
    const start = (part.number - 1) * partSize
    if (!received.includes(part.number)) {
      const { hasEtag } = await loadChunk(() => import('../diagnostics/diagnose.ts'))
      if (!(await hasEtag(source.slice(start, start + part.size), part.etag, signal))) continue
    }
    done.set(part.number, part)
  }
  return done
}

/** Starts a multipart upload, and a record of it that survives a reload. */
export async function startMultipart(
  target: MultipartTarget,
  attempt: SignedTarget,
  run: UploadRun,
  resumeStore: ResumeStore | undefined,
): Promise<void> {
  const multipart = await createRecorded(target, attempt.signed.file, run, resumeStore)
  if (run.signal.aborted) await abandon(multipart, attempt, run)
  run.reach({ type: 'multipart', session: run.session, multipart })
}

/** Paused or cancelled while the record was written: nothing has been sent. */
async function abandon(multipart: MultipartState, attempt: SignedTarget, { memory }: UploadRun) {
  await multipart.record?.finish()
  const { checkpoint } = memory
  if (checkpoint.type !== 'signed' || checkpoint.target !== attempt) return
  memory.checkpoint = startOver
  abortUnusedTarget(attempt.signed)
}

async function createRecorded(
  target: MultipartTarget,
  file: SignedUpload['file'],
  { upload, session, signal }: UploadRun,
  resumeStore: ResumeStore | undefined,
): Promise<MultipartState> {
  const { state: _state, stats: _stats, remote: _remote, ...description } = upload
  const { id, name, size, contentType, relativePath, metadata, addedAt, source } = description
  const { resumeToken: token, partSize } = target
  const urls = createPartUrls(target)
  // While the record is written, which reads both ends of the file and waits for the disk.
  if (!target.checksum) urls.prefetch(partNumbers(size, partSize), signal)
  const backend = getBackendKey(session.backend)
  const record = session.backend.resume
    ? await resumeStore?.begin(
        { id, backend, token, partSize, name, size, contentType, relativePath, metadata, addedAt, source },
        signal,
      )
    : undefined
  return createMultipartState(target, file, record, { urls })
}

/** Sends what is missing of the multipart upload that a run has reached. */
export async function sendMultipart(
  run: UploadRun,
  deps: UploadPartsDeps,
  permit: Permit | undefined,
): Promise<Transferred> {
  const { memory, session } = run
  if (memory.checkpoint.type !== 'multipart') throw new TypeError('There is no multipart upload.')
  const { multipart } = memory.checkpoint
  const file = await uploadMultipart(multipart, run, deps, permit)
  return { type: 'confirmed', session, signed: { target: multipart.target, file }, file }
}

/**
 * Sends the missing parts of a file and assembles them. Only slices are read, so memory use does not grow with the file.
 * After an abort it continues with what is missing.
 *
 * @param permit a slot that the upload holds: the first part takes it over
 */
async function uploadMultipart(
  multipart: MultipartState,
  run: UploadRun,
  deps: UploadPartsDeps,
  permit: Permit | undefined,
): Promise<RemoteFile> {
  const { target, file, record } = multipart
  let firstPermit = permit
  for (let attempt = 1; ; attempt++) {
    await sendMissingParts(multipart, run, deps, firstPermit)
    firstPermit = undefined
    permit?.release()
    run.setState({ status: 'finishing' }, file)
    const unreadable = await checkReadable(run.upload.source)
    if (unreadable) throw unreadable
    run.signal.throwIfAborted()
    multipart.isCompleting = true
    try {
      const parts = [...multipart.done.values()].sort((a, b) => a.number - b.number)
      const completed = await deps.retry.call(run, (call) => target.complete(parts, call))
      void record?.finish()
      return completed
    } catch (error) {
      const mayBeParts = error instanceof UploadError && ['checksum', 'invalid-response'].includes(error.code)
      if (!mayBeParts || attempt === maxAttempts) throw error
      if (!(await dropLostParts(multipart, run, deps))) throw error
    }
  }
}

async function sendMissingParts(
  multipart: MultipartState,
  run: UploadRun,
  deps: UploadPartsDeps,
  permit: Permit | undefined,
): Promise<void> {
  let firstPermit = permit
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    if (missingParts(multipart, run.upload.size).length === 0) return
    await uploadParts(multipart, run, deps, firstPermit)
    firstPermit = undefined
    await fetchMissingEtags(multipart, run, deps)
  }
  if (missingParts(multipart, run.upload.size).length === 0) return
  const message = 'The storage does not list parts that it has accepted. Try again.'
  throw new UploadError('invalid-response', message)
}

/** Compares with what the store has; whether a part must be sent again. */
async function dropLostParts(
  multipart: MultipartState,
  run: UploadRun,
  deps: UploadPartsDeps,
): Promise<boolean> {
  const before = multipart.done
  multipart.done = await listCompleteParts(multipart, run, deps)
  return [...before.values()].some(({ number, etag }) => {
    const stored = multipart.done.get(number)
    const isSame = stored !== undefined && (etag === '' || stored.etag === etag)
    if (!isSame) multipart.done.delete(number)
    return !isSame
  })
}

/** Where the store's CORS rules hide the `ETag`, the backend lists the parts. */
async function fetchMissingEtags(
  multipart: MultipartState,
  run: UploadRun,
  deps: UploadPartsDeps,
): Promise<void> {
  const unknown = [...multipart.done.values()].filter(({ etag }) => etag === '')
  if (unknown.length === 0) return
  const listed = await listCompleteParts(multipart, run, deps)
  for (const { number } of unknown) {
    const part = listed.get(number)
    if (part) multipart.done.set(number, part)
    else multipart.done.delete(number)
  }
}

async function listCompleteParts({ target }: MultipartState, run: UploadRun, { retry }: UploadPartsDeps) {
  const listed = await retry.call(run, (call) => target.listParts(call))
  return filterCompleteParts(listed, run.upload.size, target.partSize)
}
