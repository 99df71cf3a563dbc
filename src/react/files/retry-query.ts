import { UploadError } from '../../errors.ts'

/** The clients retry already: a query only asks again where no answer came at all, and that once. */
export function retryQuery(failures: number, error: Error): boolean {
  return (
    failures < 1 && error instanceof UploadError && (error.code === 'network' || error.code === 'timeout')
  )
}
