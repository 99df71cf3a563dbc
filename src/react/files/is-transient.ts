import { UploadError } from '../../errors.ts'

/** Whether the same question may get another answer later. What is forbidden or missing stays so. */
export function isTransient(error: Error): boolean {
  if (!(error instanceof UploadError)) return false
  switch (error.code) {
    case 'network':
    case 'offline':
    case 'timeout':
    case 'rate-limited':
    case 'server-error':
      return true
    default:
      return false
  }
}
