import type { S3Client } from '@aws-sdk/client-s3'
import type { Store } from '../../src/server/s3-store.ts'
import type { WireSettings } from './wire-options.ts'

/** One vendor's API as the sandbox speaks it. */
export type Wire = {
  /** Below this path it answers. */
  path: string
  handle(request: Request): Promise<Response>
  /** Takes up what an earlier run left unfinished. */
  resume?(): Promise<void>
  /** Ends what runs beside the requests. */
  close?(): Promise<void>
}

/** What every wire stands on. */
export type WireContext = {
  s3: S3Client
  bucket: string
  store: Store
  settings: WireSettings
  /** Queues a video for the worker; its frames come to lie where `framesPrefix` says. */
  processVideo(key: string): void
}
