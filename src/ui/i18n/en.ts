import { announcer } from './en/announcer.ts'
import { dropzone } from './en/dropzone.ts'
import { errors } from './en/errors.ts'
import { gallery } from './en/gallery.ts'
import { selection } from './en/selection.ts'
import { uploads } from './en/uploads.ts'
import type { UploadMessages } from './messages.ts'

/** English, the default language. Components bring their own part of it. */
export const en: UploadMessages = {
  locale: 'en',
  dropzone: { ...dropzone, ...selection },
  uploads,
  errors,
  announcer,
  gallery,
}
