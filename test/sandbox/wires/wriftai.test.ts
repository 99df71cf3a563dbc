import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import type { Sandbox } from '../../../sandbox/start-sandbox.ts'
import { sandboxKeys } from '../../../sandbox/wires/sandbox-keys.ts'
import { openSandbox } from '../../support/sandbox.ts'
import { askWire, lifeOf, putTo, read, textOf } from './ask-wire.ts'

const Urls = z.object({ upload_url: z.string(), download_url: z.string() })
const authorization = `Bearer ${sandboxKeys.wriftai.accessToken}`
const params = { name: 'report.txt', size: 6, resource: 'prediction', mime_type: 'text/plain' }
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

const ask = (headers: Record<string, string> = { authorization }) =>
  askWire(`${sandbox.url}/wriftai/v1`, headers)

it('wriftai API › accepts exactly the announced bytes and returns them', async () => {
  const { upload_url, download_url } = read(Urls, await ask()('POST', '/files/urls', params))
  expect(await putTo(upload_url, 'Hello.', 'text/html')).toBe(403)
  expect(await putTo(upload_url, 'Hello!!', 'text/plain')).toBe(403)
  expect(await putTo(upload_url, 'Hello.', 'text/plain')).toBe(200)
  expect(await textOf(download_url)).toBe('Hello.')
  expect(lifeOf(download_url)).toBe(7 * 24 * 3600)
})

it('wriftai API › does not require a token, but rejects an invalid one', async () => {
  expect((await ask({})('POST', '/files/urls', params)).status).toBe(200)
  const wrong = await ask({ authorization: 'Bearer wrong' })('POST', '/files/urls', params)
  expect(wrong).toMatchObject({ status: 401, body: { detail: 'The access token is not valid.' } })
})

it.each([
  [{ ...params, size: undefined }, ['body', 'size'], 'missing'],
  [{ ...params, name: 7 }, ['body', 'name'], 'string_type'],
  [{ ...params, size: 'six' }, ['body', 'size'], 'int_type'],
  [{ ...params, resource: 'model' }, ['body', 'resource'], 'value_error'],
])('wriftai API › names the field that is wrong: %o', async (body, loc, type) => {
  const response = await ask()('POST', '/files/urls', body)
  expect(response.status).toBe(422)
  expect(response.body).toEqual({ detail: [{ loc, type, msg: expect.any(String) as string }] })
})

it('wriftai API › sends a request id with every response', async () => {
  for (const path of ['/files/urls', '/nowhere']) {
    const { headers } = await ask()('POST', path, params)
    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  }
})

it('wriftai API › exposes its headers to all origins', async () => {
  const preflight = await fetch(`${sandbox.url}/wriftai/v1/files/urls`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,content-type')
  const { headers } = await ask()('POST', '/files/urls', params)
  expect(headers.get('access-control-allow-origin')).toBe('*')
  for (const name of ['x-request-id', 'x-ratelimit-reset', 'x-ratelimit-remaining', 'x-ratelimit-limit']) {
    expect(headers.get('access-control-expose-headers')).toContain(name)
    expect(headers.has(name)).toBe(true)
  }
})

describe('wriftai API › the rate limit', () => {
  it('returns retry-after, then accepts requests', async () => {
    const rate = { burst: 2, perSecond: 2 }
    const own = await openSandbox({ wires: { wriftaiRates: { authenticated: rate, anonymous: rate } } })
    onTestFinished(() => own.close())
    const post = askWire(`${own.url}/wriftai/v1`, { authorization })
    const left = async () => (await post('POST', '/files/urls', params)).headers.get('x-ratelimit-remaining')
    expect([await left(), await left()]).toEqual(['1', '0'])
    const refused = await post('POST', '/files/urls', params)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('x-ratelimit-limit')).toBe('2')
    const reset = Number(refused.headers.get('x-ratelimit-reset'))
    expect(reset - Date.now() / 1000).toBeLessThan(2)
    await expect
      .poll(async () => (await post('POST', '/files/urls', params)).status, { timeout: 5000 })
      .toBe(200)
    expect(Date.now() / 1000).toBeGreaterThan(reset - 2)
  })
})
