import { UploadError, useUploadText } from 'react-presigned'

/** What went wrong, in the provider's words. */
export function Failure({ error }: { error: Error }) {
  const { messages } = useUploadText()
  return error instanceof UploadError ? messages.errors.describe(error) : error.message
}
