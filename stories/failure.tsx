import { UploadError, useUploadText } from 'react-presigned'

/** An error's message in the provider's language. */
export function Failure({ error }: { error: Error }) {
  const { messages } = useUploadText()
  return error instanceof UploadError ? messages.errors.describe(error) : error.message
}
