import type { End, Expectation, Phase, Scenario } from './scenario.ts'

/** The phases of the request that carries the bytes. */
const transferPhases = ['first-byte', 'middle', 'last-byte', 'response'] as const satisfies Phase[]
/** The requests of the API, before they are handled. */
export const apiPhases = ['sign', 'sign-part', 'confirm', 'processing'] as const satisfies Phase[]
/** The responses of the API. */
export const responsePhases = ['signed', 'confirmed', 'response'] as const satisfies Phase[]

export const isTransfer = ({ phase }: Scenario) => transferPhases.some((other) => other === phase)

/** The upload completes with the right bytes. */
export function survives(scenario: Scenario): Expectation {
  return { ends: ['completed'], leaves: leftBehind(scenario, 1) }
}

/** The upload fails with one of these codes. */
export function fails(ends: End | readonly End[], because: string) {
  return (scenario: Scenario): Expectation => ({
    ends: typeof ends === 'string' ? [ends] : ends,
    because,
    leaves: leftBehind(scenario, Infinity),
  })
}

/** What a response that was lost leaves at the store, at most `count` times. */
function leftBehind({ method, phase }: Scenario, count: number): Expectation['leaves'] {
  if (method === 'multipart' && phase === 'signed')
    return {
      uploads: count,
      because:
        'The id of the multipart upload is in the lost response. The lifecycle rule of the bucket aborts the upload.',
    }
  if (method === 'api' && phase === 'response')
    return {
      objects: count,
      because: 'The API recognizes no repeated upload, and cannot delete: each lost response leaves a copy.',
    }
  return undefined
}
