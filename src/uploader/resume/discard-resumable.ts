import type { Backend } from '../../backends/backend.ts'
import { UploadError } from '../../errors.ts'
import type { ResumeLog } from './resume-store.ts'

/**
 * Gives an interrupted upload up: its parts at the store, then its record. Where the store knows nothing of it any
 * more, only the record goes; where the store cannot be asked, the record stays, so that it can be tried again.
 */
export async function discardResumable(log: ResumeLog, backend: Backend, id: string): Promise<void> {
  const claim = await log.take(id)
  if (claim === 'gone') return
  if (claim === 'held') {
    throw new UploadError('duplicate', 'This upload goes on in another tab. Cancel it there.')
  }
  try {
    const reopened = await backend.resume?.(claim.token, {})
    if (reopened?.target.type === 'multipart') await reopened.target.abort({})
  } catch (error) {
    if (!(error instanceof UploadError) || error.code !== 'not-found') {
      await claim.release()
      throw error
    }
  }
  await claim.finish()
}
