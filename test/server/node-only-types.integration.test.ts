import { expect, test } from 'vitest'
import { compileConsumer } from '../types/compile-consumer.ts'

const entries = ['src/server/index.ts', 'src/server/node/index.ts', 'src/proxy/index.ts']

// A consumer of the package as in a Node project without the DOM's types.
const consumer = `
import { createServer } from 'node:http'
import { createProxyHandler } from 'react-presigned/proxy'
import { createUploadHandler, type UploadHandlerOptions } from 'react-presigned/server'
import { toNodeListener } from 'react-presigned/server/node'

type User = { id: string; email?: string }
declare const s3: UploadHandlerOptions['s3']
declare function userOf(request: Request): Promise<User | undefined>
declare const limit: number | undefined

const upload = createUploadHandler({
  s3,
  bucket: 'uploads',
  maxSize: limit,
  authorize: async (request) => {
    const user = await userOf(request)
    return user && { owner: user.id }
  },
  onError: (error, request) => console.error(error, request.url),
})
const proxy = createProxyHandler({
  upstream: 'https://api.example.com',
  headers: (request) => new Headers({ 'x-api-key': request.url }),
  routes: [{ method: 'GET', path: '/v2/files/:id' }],
  authorize: async (request) => (await userOf(request))?.email,
  timeoutMs: limit,
})
createProxyHandler({
  upstream: 'https://api.example.com',
  headers: { 'x-api-key': 'secret' },
  routes: [],
  authorize: userOf,
})
createServer(toNodeListener(upload)).listen(3000)
createServer(toNodeListener(proxy, { trustProxy: undefined })).listen(3001)
`

test(
  'server types › compile without the DOM library and under exactOptionalPropertyTypes',
  { timeout: 120_000 },
  () => {
    expect(compileConsumer(entries, consumer, { lib: ['lib.es2023.d.ts'], types: ['node'] })).toEqual([])
  },
)
