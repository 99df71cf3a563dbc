import { createHttpClient, type HttpClient, type HttpOptions } from '../../http/create-client.ts'
import type { ClockSkew } from '../../lib/time.ts'
import { Refused } from './wire.ts'

/** The HTTP client of an s3 client: its options, and how the server describes its errors. */
export function createS3Http(options: HttpOptions, clock: ClockSkew): HttpClient {
  return createHttpClient(
    {
      ...options,
      parseErrorBody(body) {
        try {
          return Refused(body).error
        } catch {
          return undefined
        }
      },
    },
    clock,
  )
}

/** A call whose arguments are sent as JSON. */
export function post(path: string, json: Record<string, unknown>) {
  return { method: 'POST' as const, path, json }
}
