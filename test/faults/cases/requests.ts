import type { FaultyRequest, Method, Phase } from './scenario.ts'

/** The requests of a method, by phase. */
type Requests = Partial<Record<Phase, FaultyRequest>>

const handler = (method: string): Requests => ({
  sign: { server: 'api', match: `^POST /${method}/sign$`, at: 'head' },
  signed: { server: 'api', match: `^POST /${method}/sign$`, at: 'response' },
  processing: { server: 'api', match: `^GET /${method}/status`, at: 'head' },
})

const apiCall = (route: string): Requests => ({
  confirm: { server: 'api', match: `^POST /${route}$`, at: 'head' },
  confirmed: { server: 'api', match: `^POST /${route}$`, at: 'response' },
})

const transfer = (server: 'api' | 'store', match: string): Requests => ({
  'first-byte': { server, match, at: 'head' },
  middle: { server, match, at: 'middle' },
  'last-byte': { server, match, at: 'body' },
  response: { server, match, at: 'response' },
})

/** Which request of a method a phase is about. */
export const requests: Record<Method, Requests> = {
  put: { ...handler('put'), ...transfer('store', '^PUT '), ...apiCall('put/confirm') },
  post: { ...handler('post'), ...transfer('store', '^POST '), ...apiCall('post/confirm') },
  multipart: {
    ...handler('multipart'),
    'sign-part': { server: 'api', match: '^POST /multipart/sign-parts$', at: 'head' },
    ...transfer('store', '^PUT .*partNumber=1'),
    ...apiCall('multipart/complete-multipart'),
  },
  // Signing is logging in; the response to the bytes is the confirmation.
  api: {
    sign: { server: 'api', match: '^POST /assured/api/v1/users/login/$', at: 'head' },
    signed: { server: 'api', match: '^POST /assured/api/v1/users/login/$', at: 'response' },
    ...transfer('api', '^POST /assured/api/v1/files/handle/$'),
  },
}

/** Bytes of a file, so that a multipart upload has two parts and a request fills no socket's buffer. */
export const sizes: Record<Method, number> = {
  put: 300_000,
  post: 300_000,
  multipart: 9 * 1024 * 1024,
  api: 300_000,
}
