import { createProxyHandler } from '../../src/proxy/index.ts'
import type { Mount } from '../route-by-path.ts'
import { sandboxKeys } from '../wires/sandbox-keys.ts'
import { signInToAssured } from './sign-in-to-assured.ts'
import { vendorRoutes } from './vendor-routes.ts'

/**
 * What an application's own server has between its pages and the vendors: pages ask here, without a key.
 *
 * @param url where the sandbox's vendors are
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
