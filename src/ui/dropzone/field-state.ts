import type { IdleDropzoneMessages } from '../i18n/messages.ts'

/** A dropzone's uploads as the field of a form. */
export type FieldState = {
  /** Ids of the completed files, oldest first. */
  fileIds: readonly string[]
  /** Uploads that are neither completed nor failed nor cancelled. */
  unfinished: number
  failed: number
}

export const initialFieldState: FieldState = { fileIds: [], unfinished: 0, failed: 0 }

type FieldRules = { required: boolean; allowIncomplete: boolean; isReading: boolean }

/** Why the form must not be submitted yet; empty if it may be. */
export function fieldError(
  { fileIds, unfinished, failed }: FieldState,
  { required, allowIncomplete, isReading }: FieldRules,
  messages: IdleDropzoneMessages,
): string {
  if (!allowIncomplete && (isReading || unfinished > 0)) return messages.uploadsInProgress
  if (!allowIncomplete && failed > 0) return messages.uploadsFailed(failed)
  if (required && fileIds.length + unfinished === 0) return messages.required
  return ''
}
