import { describe, expect, it, test } from 'vitest'
import { testBackend } from 'react-presigned/testing'
import { documentBackend } from '../../stories/your-own-backend.ts'
import { createUploader } from '../../src/uploader/uploader.ts'
import { fetchTransfer } from '../../src/testing/contract/transfer.ts'
import { openDocumentService } from './open-document-service.ts'

testBackend({
  describe,
  it,
  name: 'testBackend › backend of the docs',
  can: ['get', 'list', 'remove'],
  refused: { contentType: 'video/x-flv' },
  async open() {
    const { url, read } = await openDocumentService()
    return { backend: documentBackend(url), read }
  },
})

test('backend of the docs › uploads a file with the uploader', async () => {
  const service = await openDocumentService()
  const backend = documentBackend(service.url)
  const uploader = createUploader({ backend, transfer: fetchTransfer })
  const [upload] = uploader.add([new File(['whole'], 'تقرير #1.txt', { type: 'text/plain' })])
  const file = await uploader.wait(upload?.id ?? '')
  expect(file).toMatchObject({ name: 'تقرير #1.txt', kind: 'text', status: 'completed' })
  expect(await (await service.read(file)).text()).toBe('whole')
  expect((await backend.list?.({}, {}))?.files).toMatchObject([{ id: file.id }])
})
