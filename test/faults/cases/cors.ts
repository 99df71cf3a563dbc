import { fails, survives } from './expectations.ts'
import type { Fault, Method } from './scenario.ts'

const storeMethods: readonly Method[] = ['put', 'post', 'multipart']
const corsHeaders = [
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-expose-headers',
]
const isMissing = 'The CORS rules must be added to the bucket or the API.'

/** Faults of CORS rules. */
export const cors: readonly Fault[] = [
  {
    name: 'cors-missing',
    title: 'The store has no CORS rules',
    methods: storeMethods,
    phases: ['first-byte'],
    rules: () => [{ match: '', act: 'hide-headers', names: corsHeaders }],
    expect: fails('cors', isMissing),
  },
  {
    name: 'cors-missing-at-api',
    title: 'The API has no CORS rules',
    phases: ['sign'],
    rules: () => [{ match: '^(OPTIONS|GET|POST) ', act: 'hide-headers', names: corsHeaders }],
    expect: fails('network', `${isMissing} A page cannot distinguish it from a broken connection.`),
    options: { maxElapsedMs: 300 },
  },
  {
    name: 'cors-missing-in-response',
    title: 'The store’s CORS headers are missing in the response to the bytes',
    methods: storeMethods,
    phases: ['response'],
    rules: ({ match }) => [{ match, act: 'hide-headers', names: corsHeaders }],
    // The object is found by its ETag.
    expect: (scenario) =>
      scenario.method === 'multipart' ? fails(['network', 'cors'], isMissing)(scenario) : survives(scenario),
    options: { maxElapsedMs: 300 },
  },
  {
    name: 'etag-hidden',
    title: 'The store’s CORS rules hide the `ETag`',
    methods: ['multipart'],
    phases: ['response'],
    rules: () => [{ match: '^PUT ', act: 'hide-headers' }],
    expect: survives,
  },
  ...[500, 503].map((status): Fault => ({
    name: `${status}-unreadable`,
    title: `${status} without CORS headers, as a proxy sends it`,
    methods: storeMethods,
    phases: ['first-byte', 'last-byte'],
    rules: (request) => [{ ...request, act: 'respond', status, times: 1 }],
    expect: survives,
  })),
]
