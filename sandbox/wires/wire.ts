import type { S3Client } from '@aws-sdk/client-s3'
import type { Store } from '../../src/server/s3-store.ts'

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

/** How the four wires behave, where a test or a story wants it otherwise. */
export type WireOptions = {
  /**
   * Whether a remote URI may lead to this machine or its network.
   * @default whether the variable `SANDBOX_ALLOW_PRIVATE_ADDRESSES` is `1`
   */
  allowPrivateAddresses?: boolean
  /** Bytes of the largest file that is fetched from a remote URI. @default 200 MiB */
  mostRemoteBytes?: number
  /** Milliseconds for one fetch of a remote URI, redirects included. @default a minute */
  remoteTimeoutMs?: number
  /** Seconds in which an upload to a signed URL must begin. @default an hour */
  uploadForSeconds?: number
  /** Seconds that Aymara's download and frame URLs live. @default 1800, as its documentation says */
  aymaraUrlForSeconds?: number
  /** Seconds that Assured's log-in lasts. @default 10,080, as its users have seen */
  assuredJwtForSeconds?: number
  /** Seconds that a URL lives which Assured exchanges for a storage URI. @default 300 */
  assuredUrlForSeconds?: number
  /** WriftAI's limits, for whoever sends a token and for whoever does not. */
  wriftaiRates?: { authenticated: Rate; anonymous: Rate }
}

/** Requests that may come at once, and how many a second after that. */
export type Rate = { burst: number; perSecond: number }

/** The options with their defaults. */
export type WireSettings = Required<WireOptions>

/** Fills in the defaults. */
export function wireSettings(options: WireOptions = {}): WireSettings {
  return {
    allowPrivateAddresses:
      options.allowPrivateAddresses ?? process.env['SANDBOX_ALLOW_PRIVATE_ADDRESSES'] === '1',
    mostRemoteBytes: options.mostRemoteBytes ?? 200 * 1024 ** 2,
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
