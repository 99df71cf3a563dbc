import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createS3Client } from '../../src/backends/s3/client.ts'
import { createHttpClient } from '../../src/http/create-client.ts'
import { toStorageError } from '../../src/uploader/diagnostics/storage-error.ts'
import { serve } from '../support/http-server.ts'

const secret = 'c0ffee0123456789'

/** Everything that a log or an error tracker would show of an error. */
const shown = (error: unknown) => inspect(error, { depth: 20, showHidden: true })

const request = async (baseUrl: string): Promise<unknown> =>
  createHttpClient({ baseUrl, retries: 0 })
    .json({ method: 'GET', path: 'file' }, (body) => body)
    .catch((error: unknown) => error)

describe('errors do not contain', () => {
  test.each([
    [
      'an HTML page',
      `<p>Bad request: <a href="https://s.test/k?a=b&amp;X-Amz-Signature=${secret}">here</a></p>`,
    ],
    ['JSON', JSON.stringify({ url: `https://s.test/k?X-Goog-Signature=${secret}` })],
    ['a path', `Invalid request: PUT /bucket/key?sv=2024&sig=${secret} HTTP/1.1`],
    ['S3’s own XML', `<Error><Code>X</Code><Message>/k?Signature=${secret} is wrong</Message></Error>`],
  ])('the signature of a URL that a storage quotes in %s', (_, body) => {
    const url = `https://s.test/k?X-Amz-Signature=${secret}`
    const error = toStorageError({ status: 400, headers: new Headers(), body }, { url, headers: {} })
    expect(shown(error)).not.toContain(secret)
    expect(error.cause).toMatchObject({ message: expect.stringContaining('HTTP 400') as string })
  })

  test('the signature of a URL that an API quotes', async () => {
    const baseUrl = await serve((_, response) => {
      response.writeHead(500).end(`upstream failed: https://s.test/k?X-Amz-Signature=${secret}`)
    })
    const error = await request(baseUrl)
    expect(error).toMatchObject({ status: 500 })
    expect(shown(error)).not.toContain(secret)
  })

  test.each([
    ['cannot be parsed', `http://[${secret}`],
    ['contains credentials', `http://user:${secret}@127.0.0.1:9`],
  ])('a base URL that %s', async (_, baseUrl) => {
    const error = await request(baseUrl)
    expect(error).toMatchObject({ code: 'network' })
    expect(error instanceof Error && shown(error.cause)).not.toContain(secret)
  })
})

test('an API key does not follow a redirect to another server', async () => {
  const keys: unknown[] = []
  const other = await serve((incoming, response) => {
    keys.push(incoming.headers['x-api-key'])
    response.end('{}')
  })
  const baseUrl = await serve((_, response) => void response.writeHead(307, { location: other }).end())
  const client = createS3Client({ baseUrl, retries: 0, headers: { 'x-api-key': secret } })
  await expect(client.get('id')).rejects.toMatchObject({ code: 'network' })
  expect(keys).toEqual([])
})
