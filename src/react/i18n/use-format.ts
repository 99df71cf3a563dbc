'use client'

import { getFormat, type UploadFormat } from '../../ui/i18n/format.ts'
import { useUploadContext } from '../context.ts'

/** Number formats of the provider's locale. */
export function useFormat(): UploadFormat {
  return getFormat(useUploadContext().locale)
}
