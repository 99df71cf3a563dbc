import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { assuredBackend, createAssuredClient } from 'react-presigned/assured'
import { aymaraBackend, createAymaraClient } from 'react-presigned/aymara'
import { createPerseusClient, perseusBackend } from 'react-presigned/perseus'
import { createWriftaiClient, wriftaiBackend } from 'react-presigned/wriftai'
import { testBackend } from 'react-presigned/testing'
import { sandboxKeys } from '../../sandbox/wires/sandbox-keys.ts'
import { serve } from '../support/http-server.ts'
import { makeVideo } from '../support/make-video.ts'
import { openSandbox } from '../support/sandbox.ts'

// Each vendor's backend meets the contract against the sandbox's API, over HTTP.
let sandbox: Awaited<ReturnType<typeof openSandbox>>
let video: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  sandbox = await openSandbox({ wires: { allowPrivateAddresses: true } })
  const path = join(sandbox.directory, 'video.mp4')
  await makeVideo({ seconds: 3, size: '160x120', path })
  video = new Uint8Array(await readFile(path))
})

afterAll(() => sandbox.close())

const runner = { describe, it }

testBackend({
  ...runner,
  name: 'testBackend › wriftai backend',
  open: () => {
    const { accessToken } = sandboxKeys.wriftai
    const client = createWriftaiClient({ baseUrl: `${sandbox.url}/wriftai/v1`, accessToken })
    return { backend: wriftaiBackend(client) }
  },
  secrets: [sandboxKeys.wriftai.accessToken],
})

testBackend({
  ...runner,
  name: 'testBackend › aymara backend',
  can: ['confirm', 'status', 'get', 'list', 'find', 'remove', 'frames', 'importUrls'],
  open: () => {
    const { apiKey } = sandboxKeys.aymara
    return { backend: aymaraBackend(createAymaraClient({ baseUrl: `${sandbox.url}/aymara`, apiKey })) }
  },
  video: () => new File([video], 'video.mp4', { type: 'video/mp4' }),
  async importable() {
    const url = await serve((_, res) => res.writeHead(200, { 'content-type': 'text/plain' }).end('remote'))
    return `${url}/remote.txt`
  },
  secrets: [sandboxKeys.aymara.apiKey],
})

testBackend({
  ...runner,
  name: 'testBackend › perseus backend',
  can: ['status', 'get', 'find', 'remove'],
  open: () => {
    const { apiKey } = sandboxKeys.perseus
    return { backend: perseusBackend(createPerseusClient({ baseUrl: `${sandbox.url}/perseus`, apiKey })) }
  },
  secrets: [sandboxKeys.perseus.apiKey],
})

testBackend({
  ...runner,
  name: 'testBackend › assured backend',
  can: ['confirm', 'presign'],
  open: () => {
    const { apiKey, user, password } = sandboxKeys.assured
    const client = createAssuredClient({ baseUrl: `${sandbox.url}/assured`, apiKey, user, password })
    return { backend: assuredBackend(client) }
  },
  storageUri: ({ raw }) => z.object({ fileUrl: z.string() }).parse(raw).fileUrl,
})
