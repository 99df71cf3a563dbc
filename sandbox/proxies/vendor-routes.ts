import type { ProxyRoute } from '../../src/proxy/index.ts'

/** What each vendor's client asks for, and no more: logging in at Assured, say, is for the server. */
export const vendorRoutes = {
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
