import { createHash } from 'node:crypto'
import type { Scenario } from '../cases/scenario.ts'
import { contentOf } from '../content.ts'
import type { Ending, UploadSpec } from '../page/upload-spec.ts'
import type { Stored } from '../servers/stored.ts'

/** The error code of a failed upload, else the status. */
export function describeEnding({ status, code }: Ending): string {
  return code ?? status
}

/** Whether an upload has ended as it must. Returns what is wrong. */
export function checkEnding(scenario: Scenario, ending: Ending): readonly string[] {
  const { ends } = scenario.fault.expect(scenario)
  const ended = describeEnding(ending)
  if (ends.some((expected) => expected === ended)) return []
  return [`ended with ${ended}, not ${ends.join(' or ')}${ending.message ? `: ${ending.message}` : ''}`]
}

/** Compares what the store has with the file, or with nothing. Returns what is wrong. */
export function checkStored(
  scenario: Scenario,
  { digests, uploads }: Stored,
  isStored: boolean,
  { size, seed }: Pick<UploadSpec, 'size' | 'seed'>,
): readonly string[] {
  const { leaves } = scenario.fault.expect(scenario)
  const digest = createHash('sha256').update(contentOf(size, seed)).digest('hex')
  const whole = digests.filter((other) => other === digest).length
  const problems: string[] = []
  if (isStored && whole === 0) problems.push('the store does not have the file')
  if (digests.length > whole)
    problems.push(`the store has ${digests.length - whole} objects with other bytes`)
  const excess = digests.length - (isStored ? 1 : 0) - (leaves?.objects ?? 0)
  if (excess > 0) problems.push(`the store has ${excess} objects too many`)
  if (uploads > (leaves?.uploads ?? 0)) problems.push(`the store has ${uploads} open multipart uploads`)
  return problems
}
