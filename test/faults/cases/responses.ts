import { fails, survives } from './expectations.ts'
import type { Expectation, Fault, Method, Phase, Scenario } from './scenario.ts'
import { respond } from './statuses.ts'

const html = '<!doctype html><title>Welcome</title><p>Accept the terms of this network.'
const jsonType = { 'content-type': 'application/json' }
/** Responses that are parsed. */
const parsed: readonly Phase[] = ['sign', 'signed', 'sign-part', 'confirm', 'confirmed', 'processing']
const storeMethods: readonly Method[] = ['put', 'post', 'multipart']

/** The bodies of responses that are not what the client expects. */
const bodies: readonly { name: string; title: string; body: string; headers?: Record<string, string> }[] = [
  { name: 'html', title: 'HTML in place of JSON', body: html, headers: { 'content-type': 'text/html' } },
  { name: 'garbage', title: 'Bytes that are not JSON', body: '\u0000\ufffd{]', headers: jsonType },
  { name: 'empty', title: 'An empty response', body: '' },
  {
    name: 'cut-json',
    title: 'JSON that ends early',
    body: '{"uploads":[{"file":{"id":"a',
    headers: jsonType,
  },
  { name: 'other-json', title: 'JSON of another API', body: '{"ok":true}', headers: jsonType },
  {
    name: 'oversized',
    title: '20 MB in place of JSON',
    body: '[0'.padEnd(20_000_000, ' '),
    headers: jsonType,
  },
]

const isUnclear = 'A response that is not the API’s own leads to a wrong address or version, not to a retry.'

function expectParsed(scenario: Scenario): Expectation {
  return fails('invalid-response', isUnclear)(scenario)
}

/** A success that the store has not sent: nothing is stored. */
const portal: Fault = {
  name: 'portal',
  title: 'A network’s own page, with 200, in place of the store',
  methods: storeMethods,
  phases: ['first-byte', 'last-byte'],
  rules: (request) => [respond(request, { body: html, headers: { 'content-type': 'text/html' } }, 1)],
  expect: survives,
}

const redirects: readonly Fault[] = [
  {
    name: 'redirect',
    title: '307 to the same server',
    methods: storeMethods,
    phases: ['first-byte', 'last-byte'],
    rules: (request) => [{ ...request, act: 'redirect', times: 1 }],
    expect: survives,
  },
  {
    name: 'redirect-away',
    title: '307 to a server that does not exist',
    phases: ['sign', 'sign-part', 'first-byte', 'last-byte', 'confirm', 'processing'],
    rules: (request) => [respond(request, { status: 307, headers: { location: 'http://127.0.0.1:9/' } }, 1)],
    expect: survives,
  },
]

/** The response comes while the body is being sent, and the connection is closed. */
function earlyFault(status: number, expect: Fault['expect']): Fault {
  return {
    name: `${status}-early`,
    title: `${status} before the body has been read, and the connection is closed`,
    phases: ['first-byte', 'middle'],
    rules: (request) => [respond(request, { status, closes: true }, status < 500 ? undefined : 1)],
    expect,
    options: { size: 24 * 1024 * 1024, maxElapsedMs: 300 },
  }
}

/** Faults of what a response contains, and of when it comes. */
export const responses: readonly Fault[] = [
  ...bodies.map(({ name, title, ...response }): Fault => ({
    name,
    title,
    phases: parsed,
    rules: (request) => [respond(request, response)],
    expect: expectParsed,
  })),
  ...bodies.map(({ name, title, ...response }): Fault => ({
    name: `api-${name}`,
    title: `${title}, after the bytes`,
    methods: ['api'],
    phases: ['response'],
    rules: (request) => [respond(request, response)],
    expect: expectParsed,
  })),
  {
    name: 'oversized-success',
    title: 'A success with 20 MB',
    methods: storeMethods,
    phases: ['response'],
    rules: (request) => [respond(request, { body: ' '.repeat(20_000_000) }, 1)],
    expect: survives,
  },
  portal,
  ...redirects,
  earlyFault(503, survives),
  earlyFault(403, (scenario) =>
    fails(
      ['forbidden', 'network', 'cors'],
      'The status says that the same request fails again. Firefox and broken connections do not show it.',
    )(scenario),
  ),
  {
    name: 'buffered',
    title: 'A proxy reads the body at once and forwards it later',
    phases: ['first-byte'],
    rules: (request) => [{ ...request, act: 'buffer', ms: 500 }],
    async during({ frame, reached }) {
      await reached()
      // Shorter than the timeout of a response to bodies of this size.
      await frame.call('advance', 25_000)
    },
    expect: survives,
  },
]
