import { describe, expect, test, vi } from 'vitest'
import type { Backend } from '../../../src/backends/backend.ts'
import { assuredBackend } from '../../../src/backends/assured/backend.ts'
import { createAssuredClient } from '../../../src/backends/assured/client.ts'
import { wriftaiBackend } from '../../../src/backends/wriftai/backend.ts'
import { createWriftaiClient } from '../../../src/backends/wriftai/client.ts'
import { createFakeBackend } from '../../../src/testing/index.ts'
import type { Transfer } from '../../../src/uploader/transfer/transfer.ts'
import { createUploader } from '../../../src/uploader/uploader.ts'

/** Uploads a file to a backend; resolves with the URLs to which bytes were sent, which are also added to `sent`. */
async function upload(backend: Backend, sent: string[] = []): Promise<readonly string[]> {
  const transfer: Transfer = async ({ url, size, onProgress }) => {
    sent.push(url)
    onProgress(size)
    return { status: 200, headers: new Headers(), body: '' }
  }
  const uploader = createUploader({ backend, transfer, storage: null, retry: { maxElapsedMs: 0 } })
  const [added] = uploader.add([new File(['hello'], 'a.txt')])
  await uploader.wait(added?.id ?? '')
  return sent
}

function signing(url: string, scope?: string): Backend {
  const fake = createFakeBackend()
  return {
    ...fake,
    scope,
    async sign(intents, call) {
      const uploads = await fake.sign(intents, call)
      return uploads.map((upload) =>
        'target' in upload ? { ...upload, target: { type: 'put', url, headers: {} } } : upload,
      )
    },
  }
}

const own = `${location.origin}/account/email`
const foreign = 'https://api.test/files'

describe('upload target', () => {
  test.each([
    '/account/email',
    'account',
    '//store.test/key',
    'data:text/plain,a',
    'javascript:alert(1)',
    'blob:x',
    '',
  ])('%s is refused: it is no absolute http: or https: URL', async (url) => {
    await expect(upload(signing(url))).rejects.toMatchObject({ code: 'invalid-response' })
  })

  test('of the page’s own origin is refused from a backend of another origin', async () => {
    const uploading = upload(signing(own, foreign))
    await expect(uploading).rejects.toMatchObject({
      code: 'invalid-response',
      message: expect.stringContaining('cookies') as string,
    })
  })

  test.each([
    ['is a path of the page’s server', '/api/files'],
    ['is at the page’s origin', `${location.origin}/api`],
    ['is code of the application', undefined],
  ])('of the page’s own origin is accepted if the backend %s', async (_, scope) => {
    await expect(upload(signing(own, scope))).resolves.toEqual([own])
  })

  test('of another origin is accepted', async () => {
    const url = 'http://store.test/key?signature=1'
    await expect(upload(signing(url, '/api/files'))).resolves.toEqual([url])
  })

  test('of the page’s own origin is refused if a vendor’s API returns it, though its proxy is there', async () => {
    const fetch = vi.fn(async () => Response.json({ upload_url: own, download_url: `${foreign}/download` }))
    const client = createWriftaiClient({ baseUrl: '/proxy/wriftai', fetch })
    await expect(upload(wriftaiBackend(client))).rejects.toMatchObject({ code: 'invalid-response' })
  })

  test('of an API that takes the bytes itself is the path of its proxy', async () => {
    const client = createAssuredClient({ baseUrl: '/proxy/assured' })
    const sent: string[] = []
    // The response is not one of Assured's.
    await expect(upload(assuredBackend(client), sent)).rejects.toMatchObject({ code: 'invalid-response' })
    expect(sent).toEqual([expect.stringContaining(`${location.origin}/proxy/assured/`)])
  })
})
