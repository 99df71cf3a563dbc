import { createAssuredClient, type AssuredUploadForm } from '../../src/backends/assured/index.ts'
import type { ProxyHandlerOptions } from '../../src/proxy/index.ts'

/**
 * The headers that Assured requires: the API key, and the JWT of a login that all requests share. Key, password
 * and JWT stay on the server. A JWT is renewed before it expires; a rejected one is not sent again.
 */
export function signInToAssured(
  login: { baseUrl: string; apiKey: string; user: string; password: string },
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Pick<ProxyHandlerOptions, 'headers' | 'fetch'> {
  const client = createAssuredClient({ ...login, fetch })
  let latest: AssuredUploadForm | undefined
  let rejected: AssuredUploadForm | undefined
  return {
    async headers() {
      latest = await client.files.prepareUpload('any', { rejected })
      rejected = undefined
      const { authorization = '', 'x-api-key': key = '' } = latest.headers
      return { authorization, 'x-api-key': key }
    },
    async fetch(input, init) {
      const response = await fetch(input, init)
      if (response.status === 401) rejected = latest
      return response
    },
  }
}
