import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { createS3Client, s3Backend, type Backend } from 'react-presigned'
import { assuredBackend, createAssuredClient } from 'react-presigned/assured'
import { aymaraBackend, createAymaraClient } from 'react-presigned/aymara'
import { createPerseusClient, perseusBackend } from 'react-presigned/perseus'
import { createWriftaiClient, wriftaiBackend } from 'react-presigned/wriftai'
import { respond, bodyOf, serve } from '../support/http-server.ts'

const lifeMs = 900_000
const intent = {
  uploadId: '1',
  name: 'a.txt',
  size: 1,
  contentType: 'text/plain',
  contentHash: 'ab'.repeat(32),
}

/** An API whose clock is wrong, and so are the times in its signed URLs. */
function openApi(
  skewMs: number,
  responseFor: (url: string, now: Date, body: string) => unknown,
): Promise<string> {
  return serve((req, res: ServerResponse) => {
    const now = new Date(Math.floor((Date.now() + skewMs) / 1000) * 1000)
    const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '')
    const url = `https://store.test/k?X-Amz-Date=${stamp}&X-Amz-Expires=${lifeMs / 1000}`
    void bodyOf(req).then((body) =>
      respond(res, 200, responseFor(url, now, body), { date: now.toUTCString() }),
    )
  })
}

const backends: [string, (skewMs: number) => Promise<Backend>][] = [
  [
    's3, which says when',
    async (skewMs) => {
      const baseUrl = await openApi(skewMs, (url, now) => {
        const expiresAt = new Date(now.getTime() + lifeMs)
        const file = { id: 'k', name: 'a.txt', status: 'pending' }
        return {
          uploads: [{ file, target: { type: 'put', url: url.replace(/\?.*/, ''), headers: {}, expiresAt } }],
        }
      })
      return s3Backend(createS3Client({ baseUrl }))
    },
  ],
  [
    'wriftai',
    async (skewMs) => {
      const baseUrl = await openApi(skewMs, (url) => ({
        upload_url: url,
        download_url: 'https://store.test/d',
      }))
      return wriftaiBackend(createWriftaiClient({ baseUrl }))
    },
  ],
  [
    'aymara',
    async (skewMs) => {
      const baseUrl = await openApi(skewMs, (url) => ({ files: [{ file_uuid: 'f', file_url: url }] }))
      return aymaraBackend(createAymaraClient({ baseUrl }))
    },
  ],
  [
    'perseus',
    async (skewMs) => {
      const baseUrl = await openApi(skewMs, (uploadUrl, now) => ({
        file: { id: 'f', name: 'a.txt', status: 'pending', createdAt: now.toISOString() },
        uploadUrl,
      }))
      return perseusBackend(createPerseusClient({ baseUrl }))
    },
  ],
]

describe.each([
  ['two hours slow', -2 * 3600_000],
  ['a day fast', 24 * 3600_000],
  ['right', 0],
])('clock skew › an API whose clock is %s', (_how, skewMs) => {
  test.each(backends)('%s: corrects the expiry of targets', async (_name, open) => {
    const backend = await open(skewMs)
    const [signed] = await backend.sign([intent], {})
    if (!signed || signed instanceof Error || !('expiresAt' in signed.target)) throw new Error('Not signed')
    const inMs = (signed.target.expiresAt?.getTime() ?? Number.NaN) - Date.now()
    expect(inMs).toBeGreaterThan(lifeMs - 5000)
    expect(inMs).toBeLessThan(lifeMs + 1500)
  })

  test('assured: corrects the expiry of presigned URLs', async () => {
    const baseUrl = await openApi(skewMs, (presigned_url) => ({ presigned_url }))
    const backend = assuredBackend(createAssuredClient({ baseUrl, getJwt: () => 'jwt' }))
    const { expiresAt } = await backend.presign('s3://bucket/a.txt', {})
    expect(Math.abs((expiresAt?.getTime() ?? Number.NaN) - Date.now() - lifeMs)).toBeLessThan(5000)
  })

  test('s3: corrects the expiry of parts, files and frames', async () => {
    const Asked = z.object({ numbers: z.array(z.number()) })
    const baseUrl = await openApi(skewMs, (url, now, body) => {
      const expiresAt = new Date(now.getTime() + lifeMs)
      const asked = Asked.safeParse(JSON.parse(body || '{}')).data
      if (asked) return { parts: asked.numbers.map((number) => ({ number, url, headers: {}, expiresAt })) }
      const file = { id: 'k', name: 'a.txt', status: 'pending', urlExpiresAt: expiresAt }
      const target = { type: 'multipart', resumeToken: 't', partSize: 5 * 1024 ** 2 }
      const frames = { fileId: 'k', frameCount: 0, frames: [], complete: true, urlExpiresAt: expiresAt }
      return { ...frames, ...file, target, file }
    })
    const backend = s3Backend(createS3Client({ baseUrl }))
    const { target, file } = await backend.resume('t', {})
    if (target.type !== 'multipart') throw new Error('Not parts')
    const [part] = await target.signParts([1], {})
    const { urlExpiresAt } = await backend.frames('k', {})
    for (const date of [part?.expiresAt, file.urlExpiresAt, urlExpiresAt]) {
      expect(Math.abs((date?.getTime() ?? Number.NaN) - Date.now() - lifeMs)).toBeLessThan(5000)
    }
  })
})
