import { expect, test } from 'vitest'
import { compileConsumer } from './compile-consumer.ts'

const entries = [
  'src/index.ts',
  'src/testing/index.ts',
  ...['assured', 'aymara', 'perseus', 'wriftai'].map((vendor) => `src/backends/${vendor}/index.ts`),
]

const consumer = `
import { createElement } from 'react'
import { createS3Client, s3Backend, UploadProvider, useUploadFile, type Backend, type CallOptions } from './src/index.js'
import { assuredBackend, createAssuredClient } from './src/backends/assured/index.js'
import { aymaraBackend, createAymaraClient } from './src/backends/aymara/index.js'
import { createPerseusClient, perseusBackend } from './src/backends/perseus/index.js'
import { createWriftaiClient, wriftaiBackend } from './src/backends/wriftai/index.js'
import { createFakeBackend } from './src/testing/index.js'

const options: { apiKey: string | undefined; timeoutMs: number | undefined } = { apiKey: undefined, timeoutMs: undefined }
const baseUrl = '/api'
export const backends: readonly Backend[] = [
  s3Backend(createS3Client({ baseUrl, timeoutMs: options.timeoutMs }), { maxBatchSize: undefined }),
  assuredBackend(createAssuredClient({ baseUrl, ...options })),
  aymaraBackend(createAymaraClient({ baseUrl, ...options }), { workspaceUuid: undefined }),
  perseusBackend(createPerseusClient({ baseUrl, ...options })),
  wriftaiBackend(createWriftaiClient({ baseUrl, accessToken: options.apiKey })),
  createFakeBackend(),
]
export const call: CallOptions = { signal: undefined, retries: 0, headers: new Headers() }
export const own: Backend = {
  name: 'own',
  async sign(intents) {
    return intents.map(({ name, size, metadata }) => ({
      target: { type: 'put' as const, url: 'https://store.test/', headers: {}, expiresAt: undefined },
      file: { id: name, name, size, metadata, status: 'pending' as const, url: undefined, raw: {} },
    }))
  },
}
export function Page({ backend }: { backend: Backend }) {
  const { upload, error } = useUploadFile()
  void upload(new Blob([]))
  return createElement(UploadProvider, { backend }, error?.message)
}
`

/** Type checking takes long on a busy machine. */
const timeoutMs = 300_000

test(
  'types › compile in a consumer with the strictest flags and skipLibCheck: false',
  { timeout: timeoutMs },
  () => {
    const problems = compileConsumer(entries, consumer, {
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      verbatimModuleSyntax: true,
      isolatedModules: true,
    })
    expect(problems).toEqual([])
  },
)
