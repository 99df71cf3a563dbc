import type { S3Client } from '@aws-sdk/client-s3'
import type { Store } from '../../src/server/s3-store.ts'

/** The sandbox's implementation of a vendor's API. */
export type Wire = {
  /** The base path. */
  path: string
  handle(request: Request): Promise<Response>
  /** Resumes the unfinished work of an earlier run. */
  resume?(): Promise<void>
  /** Aborts background work. */
  close?(): Promise<void>
}

/** The dependencies of every wire. */
export type WireContext = {
  s3: S3Client
  bucket: string
  store: Store
  settings: WireSettings
  /** Queues a video for the worker, which stores its frames under `framesPrefix`. */
  processVideo(key: string): void
}

/** Options of the four wires. */
export type WireOptions = {
  /**
   * Whether a remote URI may resolve to this machine or its network.
   * @default whether the variable `SANDBOX_ALLOW_PRIVATE_ADDRESSES` is `1`
   */
  allowPrivateAddresses?: boolean
  /** Maximum size of a remote file in bytes. @default 200 MiB */
  maxRemoteBytes?: number
  /** Timeout of fetching a remote URI in milliseconds, including redirects. @default a minute */
  remoteTimeoutMs?: number
  /** Lifetime of upload URLs in seconds. @default an hour */
  uploadForSeconds?: number
  /** Lifetime of Aymara's download and frame URLs in seconds. @default 1800, as documented */
  aymaraUrlForSeconds?: number
  /** Lifetime of Assured's JWTs in seconds. @default 10,080, as observed */
  assuredJwtForSeconds?: number
  /** Lifetime of Assured's presigned URLs in seconds. @default 300 */
  assuredUrlForSeconds?: number
  /** WriftAI's rate limits with and without a token. */
  wriftaiRates?: { authenticated: Rate; anonymous: Rate }
}

/** A burst of requests, and the sustained requests per second. */
export type Rate = { burst: number; perSecond: number }

/** The options with their defaults applied. */
export type WireSettings = Required<WireOptions>

/** Applies the defaults. */
export function wireSettings(options: WireOptions = {}): WireSettings {
  return {
    allowPrivateAddresses:
      options.allowPrivateAddresses ?? process.env['SANDBOX_ALLOW_PRIVATE_ADDRESSES'] === '1',
    maxRemoteBytes: options.maxRemoteBytes ?? 200 * 1024 ** 2,
    remoteTimeoutMs: options.remoteTimeoutMs ?? 60_000,
    uploadForSeconds: options.uploadForSeconds ?? 3600,
    aymaraUrlForSeconds: options.aymaraUrlForSeconds ?? 1800,
    assuredJwtForSeconds: options.assuredJwtForSeconds ?? 10_080,
    assuredUrlForSeconds: options.assuredUrlForSeconds ?? 300,
    wriftaiRates: options.wriftaiRates ?? {
      authenticated: { burst: 60, perSecond: 3 },
      anonymous: { burst: 10, perSecond: 1 },
    },
  }
}
