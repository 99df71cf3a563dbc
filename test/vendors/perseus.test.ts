import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Sandbox } from '../../sandbox/start-sandbox.ts'
import { sandboxKeys } from '../../sandbox/wires/sandbox-keys.ts'
import { createPerseusClient } from '../../src/backends/perseus/client.ts'
import { openSandbox } from '../support/sandbox.ts'
import { comparable } from './comparable.ts'
import { drive } from './drive.ts'
import { scratchFile } from './scratch-file.ts'

const VendorFile = z.looseObject({ id: z.string(), status: z.string() })
let sandbox: Sandbox
let theirs: ReturnType<typeof drive>
let ours: ReturnType<typeof createPerseusClient>

beforeAll(async () => {
  sandbox = await openSandbox()
  const baseUrl = `${sandbox.url}/perseus`
  const { apiKey } = sandboxKeys.perseus
  theirs = drive('perseus', { base_url: baseUrl, api_key: apiKey })
  ours = createPerseusClient({ baseUrl, apiKey })
})
afterAll(() => sandbox.close())

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

describe.each([
  ['synchronous', ''],
  ['asynchronous', '_async'],
])('perseus Python client › the %s calls', (_, suffix) => {
  const vendorFile = async (call: string, args: object) =>
    z.parse(VendorFile, await theirs.call(`${call}${suffix}`, args))

  it('upload once, wait, are found by ours, and delete', async () => {
    const content = `uploaded by theirs${suffix}`
    const file_path = await scratchFile('theirs.txt', content)
    const uploaded = await vendorFile('upload_file', { file_path })
    expect(uploaded.status).toBe('pending')
    const waited = await vendorFile('wait_for_file_upload', { file_id: uploaded.id, polling_interval: 0.05 })
    expect(waited).toEqual({ ...uploaded, status: 'uploaded' })
    expect(await vendorFile('upload_file', { file_path })).toEqual(waited)

    const own = await ours.findFile(uploaded.id)
    expect(comparable(own)).toEqual(comparable(waited))
    expect(comparable(await ours.findFiles({ sourceHashes: [hashOf(content)] }))).toEqual([
      comparable(waited),
    ])
    const again = await ours.uploadFile(new File([content], 'ours.txt'))
    expect(comparable(again)).toEqual(comparable(waited))

    expect(await theirs.call(`delete_file${suffix}`, { file_id: uploaded.id })).toBeNull()
    expect(await theirs.call(`find_file${suffix}`, { id: uploaded.id })).toBeNull()
    expect(await ours.findFile(uploaded.id)).toBeUndefined()
  })

  it('find what ours uploaded', async () => {
    const content = `uploaded by ours${suffix}`
    const { id } = await ours.uploadFile(new File([content], 'ours.txt'))
    const own = await ours.waitForFileUpload(id)
    expect(comparable(await vendorFile('find_file', { id }))).toEqual(comparable(own))
    for (const query of [{ ids: [id] }, { source_hashes: [hashOf(content)] }]) {
      expect(comparable(await theirs.call(`find_files${suffix}`, query))).toEqual([comparable(own)])
    }
    const file_path = await scratchFile('theirs.txt', content)
    expect(comparable(await vendorFile('upload_file', { file_path }))).toEqual(comparable(own))
    await ours.deleteFile(id)
    expect(await theirs.call(`find_files${suffix}`, { ids: [id] })).toEqual([])
  })

  it('create a file, and fail if it exists', async () => {
    const args = { name: 'created.txt', source_hash: hashOf(`created${suffix}`) }
    const created = z.parse(
      z.object({ file: VendorFile, upload_url: z.string() }),
      await theirs.call(`create_file${suffix}`, args),
    )
    expect(new URL(created.upload_url).origin).toBe(sandbox.storeUrl)
    expect(await theirs.failure(`create_file${suffix}`, args)).toMatchObject({
      type: 'APIException',
      status: 409,
    })
    await expect(ours.createFile('created.txt', args.source_hash)).rejects.toMatchObject({
      code: 'duplicate',
      status: 409,
    })
    const own = await ours.createFile('created.txt', hashOf(`created by ours${suffix}`))
    expect(new URL(own.uploadUrl ?? '').origin).toBe(sandbox.storeUrl)
    expect(comparable(await ours.findFile(created.file.id))).toEqual(comparable(created.file))
    expect(comparable(await vendorFile('find_file', { id: own.file.id }))).toEqual(comparable(own.file))
  })

  it('fail with a wrong key', async () => {
    const wrong = drive('perseus', { base_url: `${sandbox.url}/perseus`, api_key: 'wrong' })
    expect(await wrong.failure(`find_files${suffix}`)).toMatchObject({
      type: 'APIException',
      status: 401,
      message: 'API Error: 401: The API key is missing or not valid.',
    })
    const own = createPerseusClient({ baseUrl: `${sandbox.url}/perseus`, apiKey: 'wrong' })
    await expect(own.findFiles()).rejects.toMatchObject({ code: 'unauthorized', status: 401 })
  })

  it('fail if the bytes do not match the hash', async () => {
    const created = await ours.createFile('changed.txt', hashOf(`before${suffix}`))
    await fetch(created.uploadUrl ?? '', { method: 'PUT', body: 'after' })
    const wait = { file_id: created.file.id, polling_interval: 0.05 }
    expect(await theirs.failure(`wait_for_file_upload${suffix}`, wait)).toMatchObject({
      type: 'PerseusException',
    })
    await expect(ours.waitForFileUpload(created.file.id)).rejects.toMatchObject({
      code: 'processing-failed',
    })
  })
})
