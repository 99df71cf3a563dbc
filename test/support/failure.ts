import { UploadError } from '../../src/errors.ts'

/** The `UploadError` that a promise rejects with; throws if it resolves. */
export async function failure(promise: PromiseLike<unknown>): Promise<UploadError> {
  const error: unknown = await Promise.resolve(promise).catch((thrown: unknown) => thrown)
  if (error instanceof UploadError) return error
  throw new Error('It did not fail with an UploadError.', { cause: error })
}

/** All texts of an error, including its causes. */
export function shown(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return `${error.message} ${error.stack ?? ''} ${JSON.stringify(Object.entries(error))} ${shown(error.cause ?? '')}`
}
