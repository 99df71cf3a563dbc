// The lazy chunk: nothing of it is loaded before something has failed. Import it through `transfer-error.ts`.
export { hasEtag, isFileStored } from './stored-file.ts'
export { toFileReadError } from './file-read-error.ts'
export { diagnoseNetworkError } from './network-error.ts'
export { toStorageError } from './storage-error.ts'
export { toTargetError } from './target-error.ts'
export { getExpiry } from '../../lib/url-expiry.ts'
