import type { S3Client } from '@aws-sdk/client-s3'
import { createStore, type Store } from './store.ts'
import type { UploadHandlerOptions } from './upload-handler-options.ts'
import { withoutChecksums } from './without-checksums.ts'

type Defaulted =
  | 'prefix'
  | 'maxSize'
  | 'uploadMethod'
  | 'multipartThreshold'
  | 'uploadUrlTtl'
  | 'downloadUrlTtl'
  | 'maxBatchSize'
  | 'onError'

/** The options with their defaults, and what is made of them once. */
export type Settings = UploadHandlerOptions &
  Required<Pick<UploadHandlerOptions, Defaulted>> & {
    store: Store
    /** The client as URLs are signed with. */
    signer: S3Client
  }

const mostSeconds = 7 * 24 * 60 * 60

function logError(error: unknown): void {
  // eslint-disable-next-line no-console -- where nobody listens, the operator's log is the place
  console.error(error)
}

/** Fills in the defaults and refuses options that cannot work. */
export function settingsOf(options: UploadHandlerOptions): Settings {
  const settings: Settings = {
    ...options,
    prefix: options.prefix ?? 'uploads/',
    maxSize: options.maxSize ?? 5 * 1024 ** 3,
    uploadMethod: options.uploadMethod ?? 'put',
    multipartThreshold: options.multipartThreshold ?? 100 * 1024 ** 2,
    uploadUrlTtl: options.uploadUrlTtl ?? 900,
    downloadUrlTtl: options.downloadUrlTtl ?? 1800,
    maxBatchSize: options.maxBatchSize ?? 200,
    onError: options.onError ?? logError,
    store: createStore(options.s3, options.bucket),
    signer: withoutChecksums(options.s3),
  }
  if (!/^(?:(?!\.+\/)[\w.-]+\/)+$/.test(settings.prefix) || settings.prefix.startsWith('frames/')) {
    throw new TypeError(
      `createUploadHandler: prefix '${settings.prefix}' must be made of letters, digits, '_', '.' and '-', end in '/' ` +
        "and not begin with 'frames/'",
    )
  }
  if (!(settings.multipartThreshold > 0)) {
    throw new RangeError(
      `createUploadHandler: multipartThreshold must be a number of bytes above 0, not ${settings.multipartThreshold}`,
    )
  }
  for (const name of ['uploadUrlTtl', 'downloadUrlTtl'] as const) {
    const seconds = settings[name]
    if (Number.isInteger(seconds) && seconds >= 1 && seconds <= mostSeconds) continue
    throw new RangeError(
      `createUploadHandler: ${name} must be a whole number from 1 to ${mostSeconds}, not ${seconds}`,
    )
  }
  return settings
}
