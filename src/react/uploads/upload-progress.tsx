'use client'

import { uploads as english } from '../../ui/i18n/en/uploads.ts'
import { DefaultMessagesContext } from '../i18n/use-messages.ts'
import { SingleUpload } from './single-upload.tsx'
import { UploadList } from './upload-list.tsx'

/** Options of `useUploadProgress`, and so the props of `<UploadProgress>`. */
export type UploadProgressProps = {
  /** The one upload to show. @default every upload, with totals */
  uploadId?: string
}

const englishMessages = { uploads: english }

/**
 * Progress of every upload with its totals, or of one. The markup of `useUploadIds`, `useUpload`,
 * `useUploadProgress` and `useUploadActions`: with these you write your own.
 */
export function UploadProgress({ uploadId }: UploadProgressProps) {
  return (
    <DefaultMessagesContext.Provider value={englishMessages}>
      {uploadId === undefined ? <UploadList /> : <SingleUpload uploadId={uploadId} />}
    </DefaultMessagesContext.Provider>
  )
}
