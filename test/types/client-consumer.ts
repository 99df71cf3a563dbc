/** Code of an application, with options that may be `undefined` as `exactOptionalPropertyTypes` wants them. */
export const clientConsumer = `
import { createElement } from 'react'
import { createS3Client, s3Backend, UploadProvider, useUploadFile, type Backend, type CallOptions } from 'react-presigned'
import { assuredBackend, createAssuredClient } from 'react-presigned/assured'
import { aymaraBackend, createAymaraClient } from 'react-presigned/aymara'
import { createPerseusClient, perseusBackend } from 'react-presigned/perseus'
import { createWriftaiClient, wriftaiBackend } from 'react-presigned/wriftai'
import { createFakeBackend } from 'react-presigned/testing'

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
