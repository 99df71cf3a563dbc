import type { UploadErrorCode } from '../../../src/errors.ts'
import type { FaultResponse, FaultRule } from '../../support/fault-rules.ts'
import { apiPhases, fails, isTransfer, responsePhases, survives } from './expectations.ts'
import type { Expectation, Fault, FaultyRequest, Phase, Scenario } from './scenario.ts'

/** Statuses that a retry may change. All of 5xx are, but 501 and 505. */
const transient = [408, 425, 429, 500, 502, 503, 504, 507, 522, 529, 599]

/** Statuses that a retry does not change, and their codes. */
const permanent: readonly [number, UploadErrorCode][] = [
  [400, 'bad-request'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [405, 'bad-request'],
  [409, 'conflict'],
  [410, 'not-found'],
  [411, 'bad-request'],
  [412, 'bad-request'],
  [413, 'too-large'],
  [415, 'content-type'],
  [422, 'bad-request'],
  [501, 'unsupported'],
  [505, 'server-error'],
]

/** What a page may read of a store's response. The API's proxy sends the headers of its own. */
const readable = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'etag, retry-after, date',
}

/** A rule that responds in place of the server. */
export function respond(request: FaultyRequest, response: FaultResponse, times?: number): FaultRule {
  return { ...request, ...response, act: 'respond', headers: { ...readable, ...response.headers }, times }
}

/** Of the requests that carry bytes: before they are read, and after. */
const statusPhases: readonly Phase[] = [...apiPhases, 'first-byte', 'last-byte']

const isFinal = 'The status says that the same request fails again.'

function transientFault(status: number): Fault {
  return {
    name: `${status}`,
    title: `${status}`,
    phases: statusPhases,
    rules: (request) => [respond(request, { status }, 1)],
    expect: survives,
  }
}

/** A permanent status ends the upload, except where the file can be sent in another way. */
function expectPermanent(status: number, code: UploadErrorCode) {
  return (scenario: Scenario): Expectation => {
    const isGone = status === 404 || status === 410
    const { method, phase } = scenario
    // Another key, in case that something was stored.
    if (status === 412 && method === 'put' && isTransfer(scenario))
      return fails('url-expired', 'Something else is stored under each key.')(scenario)
    // The login of a form is not a request of the upload.
    if (isGone && method === 'api' && phase === 'sign') return fails('not-found', isFinal)(scenario)
    return fails(code, isFinal)(scenario)
  }
}

function permanentFault([status, code]: readonly [number, UploadErrorCode]): Fault {
  return {
    name: `${status}`,
    title: `${status}`,
    phases: statusPhases,
    rules: (request) => [respond(request, { status })],
    expect: expectPermanent(status, code),
  }
}

/** Responses with a status that a retry may change, again and again. */
function lastingFault(status: number, code: UploadErrorCode): Fault {
  return {
    name: `${status}-for-good`,
    title: `${status}, each time`,
    phases: statusPhases,
    rules: (request) => [respond(request, { status })],
    expect: fails(code, 'The server was busy or broken for longer than `retry.maxElapsedMs`.'),
    options: { maxElapsedMs: 300 },
  }
}

/** Faults of HTTP statuses. */
export const statuses: readonly Fault[] = [
  ...transient.map(transientFault),
  ...[429, 503].map((status): Fault => ({
    name: `${status}-retry-after`,
    title: `${status} with \`Retry-After\``,
    phases: statusPhases,
    rules: (request) => [respond(request, { status, headers: { 'retry-after': '1' } }, 1)],
    expect: survives,
  })),
  ...[500, 502, 503, 504].map((status): Fault => ({
    name: `${status}-after-success`,
    title: `${status}, although the request has succeeded`,
    phases: responsePhases,
    rules: (request) => [respond(request, { status }, 1)],
    expect: survives,
  })),
  lastingFault(408, 'timeout'),
  lastingFault(429, 'rate-limited'),
  lastingFault(500, 'server-error'),
  lastingFault(503, 'server-error'),
  ...permanent.map(permanentFault),
]
