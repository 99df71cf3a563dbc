import { createProxyHandler, type ProxyRoute } from '../../src/proxy/index.ts'
import type { Mount } from '../serve.ts'
import { sandboxKeys } from '../wires/sandbox-keys.ts'
import { signInToAssured } from './sign-in-to-assured.ts'

/**
 * The proxies of an application's server: pages call them without an API key.
 *
 * @param url base URL of the sandbox's vendor APIs
 */
export function openProxies(url: string): readonly Mount[] {
  const { wriftai, aymara, perseus, assured } = sandboxKeys
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const secrets = {
    wriftai: { upstream: `${url}/wriftai/v1`, headers: bearer(wriftai.accessToken) },
    aymara: { upstream: `${url}/aymara`, headers: { 'x-api-key': aymara.apiKey } },
    perseus: { upstream: `${url}/perseus`, headers: bearer(perseus.apiKey) },
    assured: {
      upstream: `${url}/assured`,
      ...signInToAssured({ baseUrl: `${url}/assured`, ...assured }),
    },
  }
  return vendors.map((vendor) => {
    const path = `/proxy/${vendor}`
    const handle = createProxyHandler({
      ...secrets[vendor],
      basePath: path,
      routes: vendorRoutes[vendor],
      authorize: () => ({ owner: 'demo' }),
    })
    return { path, handle }
  })
}

const vendors = ['wriftai', 'aymara', 'perseus', 'assured'] as const

/** The routes that each vendor's client uses. Logging in at Assured is left to the server. */
const vendorRoutes = {
  wriftai: [{ method: 'POST', path: '/files/urls' }],
  aymara: [
    { method: 'GET', path: '/v2/files' },
    { method: 'POST', path: '/v2/files' },
    { method: 'POST', path: '/v2/files/-/uploads' },
    { method: 'GET', path: '/v2/files/:id' },
    { method: 'DELETE', path: '/v2/files/:id' },
    { method: 'GET', path: '/v2/files/:id/status' },
    { method: 'GET', path: '/v2/files/:id/frames' },
  ],
  perseus: [
    { method: 'POST', path: '/api/v0/file' },
    { method: 'POST', path: '/api/v0/file/find' },
    { method: 'DELETE', path: '/api/v0/file/:id' },
  ],
  assured: [
    { method: 'POST', path: '/api/v1/files/handle/' },
    { method: 'POST', path: '/api/v1/files/presign-s3-url/presign_s3_url/' },
  ],
} as const satisfies Record<string, readonly ProxyRoute[]>
