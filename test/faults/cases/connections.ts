import { apiPhases, fails, isTransfer, responsePhases, survives } from './expectations.ts'
import { phases, type Expectation, type Fault, type Scenario } from './scenario.ts'

const isOver = 'The connection failed for longer than `retry.maxElapsedMs`.'

const storedLate = {
  objects: Infinity,
  because:
    'What a store had received of an attempt that was given up may be stored after clean-up has ended, which goes on for 20 s. A `PUT` is signed so that it cannot be stored twice.',
}

/** A connection that breaks again and again. */
function breaksForever(scenario: Scenario): Expectation {
  const { method, phase } = scenario
  // The object is found by its ETag although no response was received.
  const isFound = phase === 'response' && (method === 'put' || method === 'post')
  if (isFound) return survives(scenario)
  // Before a byte has left, a broken connection looks like missing CORS rules.
  return fails(isTransfer(scenario) ? ['network', 'cors'] : 'network', isOver)(scenario)
}

/** Faults of connections. */
export const connections: readonly Fault[] = [
  {
    name: 'refused',
    title: 'Connections are refused for a while',
    phases: [...apiPhases, 'first-byte'],
    rules: (request) => [{ ...request, act: 'refuse' }],
    async during({ frame, release }) {
      await frame.call('untilFailures', 3)
      release()
    },
    expect: survives,
  },
  {
    name: 'refused-for-good',
    title: 'Connections are refused for good',
    phases: [...apiPhases, 'first-byte'],
    rules: (request) => [{ ...request, act: 'refuse' }],
    expect: fails('network', isOver),
    options: { maxElapsedMs: 300 },
  },
  {
    name: 'reset',
    title: 'The connection is reset',
    phases,
    rules: (request) => [{ ...request, act: 'reset', times: 1 }],
    expect: survives,
  },
  {
    name: 'reset-for-good',
    title: 'The connection is reset each time',
    phases,
    rules: (request) => [{ ...request, act: 'reset' }],
    expect: breaksForever,
    options: { maxElapsedMs: 300 },
  },
  {
    name: 'cut-off',
    title: 'The response is cut off',
    phases: responsePhases,
    rules: (request) => [{ ...request, act: 'drop', times: 1 }],
    expect: survives,
  },
  {
    name: 'stall',
    title: 'The response never comes',
    phases,
    rules: (request) => [{ ...request, act: 'hold', times: 1 }],
    async during({ frame, reached, release }) {
      await reached()
      await frame.call('passTimeout')
      // The store goes on with what it has received.
      release()
    },
    expect: survives,
  },
  {
    name: 'stall-for-good',
    title: 'No response ever comes',
    phases,
    rules: (request) => [{ ...request, act: 'hold' }],
    async during({ scenario, frame, reached }) {
      // Both parts are signed at the same time.
      const held = scenario.phase === 'sign-part' ? 2 : 1
      const ended = frame.call('ending').then(() => true)
      for (let count = 1; ; count++) {
        const hasEnded = await Promise.race([ended, reached(count).then(() => false)])
        if (hasEnded) return
        await frame.call('passTimeout', held)
      }
    },
    expect: (scenario) => {
      const isStored = scenario.phase === 'response' && ['put', 'post'].includes(scenario.method)
      if (isStored) return survives(scenario)
      const failed = fails(isTransfer(scenario) ? 'stalled' : 'timeout', isOver)(scenario)
      const isRepeatable = scenario.method === 'put' || !isTransfer(scenario)
      return isRepeatable ? failed : { ...failed, leaves: storedLate }
    },
  },
  {
    name: 'slow',
    title: 'The connection is slow',
    phases: ['first-byte'],
    rules: (request) => [{ ...request, act: 'slow', bytesPerSecond: 5_000_000 }],
    expect: survives,
  },
]
