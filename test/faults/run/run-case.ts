import { setTimeout as sleep } from 'node:timers/promises'
import { sizes } from '../cases/requests.ts'
import type { Scenario } from '../cases/scenario.ts'
import type { Ending, UploadSpec } from '../page/upload-spec.ts'
import { processedType, type FaultServers } from '../servers/start-servers.ts'
import { checkEnding, checkStored, describeEnding } from './checks.ts'
import type { Frame } from './open-host.ts'
import { createWorld, type World } from './world.ts'

/** The result of a case. */
export type CaseResult = {
  scenario: Scenario
  /** How the upload has ended under the fault. */
  ended: string
  /** Describes everything that is wrong. */
  problems: readonly string[]
  ms: number
}

type Context = { servers: FaultServers; frame: Frame; seed: number }

const timeoutMs = 120_000

/** Runs a case. Never rejects. */
export async function runCase(scenario: Scenario, context: Context): Promise<CaseResult> {
  const { servers, frame } = context
  const began = performance.now()
  const result = { scenario, ended: 'unknown', problems: [] as string[] }
  const stopped = new AbortController()
  const timeout = sleep(timeoutMs, undefined, { signal: stopped.signal }).then(async () => {
    const status = await frame.call('status').catch(String)
    throw new Error(`did not end within ${timeoutMs / 1000} s: ${status}`)
  })
  timeout.catch(() => undefined)
  try {
    await Promise.race([run(scenario, context, result), timeout])
  } catch (error) {
    result.problems.push(error instanceof Error ? error.message : String(error))
  } finally {
    stopped.abort()
    await frame.close()
    await servers.end()
  }
  return { ...result, ms: performance.now() - began }
}

async function run(scenario: Scenario, context: Context, result: { ended: string; problems: string[] }) {
  const { servers, frame } = context
  const spec = specOf(scenario, context)
  await servers.begin()
  const world = createWorld(scenario, servers, frame)
  const ending = await upload(world, spec)
  result.ended = describeEnding(ending)
  result.problems.push(...checkEnding(scenario, ending))
  if (scenario.fault.rules && !world.hasActed()) result.problems.push('the fault did not act')
  const { problems, isStored } = await finish(scenario, ending, context)
  result.problems.push(...problems, ...checkStored(scenario, await servers.stored(), isStored, spec))
}

function specOf(
  { method, phase, fault: { options = {} } }: Scenario,
  { servers, seed }: Context,
): UploadSpec {
  const { size = sizes[method], maxElapsedMs = 60_000, storage } = options
  const type = phase === 'processing' ? processedType : 'application/octet-stream'
  return { method, apiUrl: servers.apiUrl, seed, size, type, maxElapsedMs, storage }
}

/** Uploads the file under the fault. */
async function upload(world: World, spec: UploadSpec): Promise<Ending> {
  const { servers, frame } = world
  const { fault, request } = world.scenario
  servers.proxies[request.server].setRules(fault.rules?.(request) ?? [])
  await frame.open(fault.options?.hasServiceWorker ? '/worker/frame.html' : '/frame.html')
  await frame.call('start', spec)
  const ending = frame.call('ending')
  // What waits for a fault that does not act would never end.
  await Promise.race([ending.then(() => sleep(1000)), fault.during?.(world)])
  return ending
}

/** Does what the user does after a failure, without the fault. Resolves with whether the file must be stored. */
async function finish({ fault, afterwards }: Scenario, { status }: Ending, { servers, frame }: Context) {
  const leaks = await frame.call('settle')
  const problems = leaks.map((leak) => `left after “${status}”: ${leak}`)
  if (status !== 'failed' || fault.options?.isLast) return { problems, isStored: status === 'completed' }
  await servers.withoutFaults()
  if (afterwards === 'remove') {
    await frame.call('remove')
  } else {
    await frame.call('retry')
    const ending = await frame.call('ending')
    if (ending.status !== 'completed')
      problems.push(`a retry by the user ended with ${describeEnding(ending)}: ${ending.message}`)
  }
  const after = await frame.call('settle')
  problems.push(...after.map((leak) => `left after “${afterwards}”: ${leak}`))
  return { problems, isStored: afterwards === 'retry' }
}
