import type { ErrorMessages } from '../messages.ts'

/** English texts of errors: an `UploadError` is written in English already. */
export const errors: ErrorMessages = {
  describe: (error) => error.message,
}
