import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'

/** Starting a program takes long on a busy machine. */
const waitOptions = 60_000

/** Starts a program that reports its progress line by line. */
export function startProgram(command: string, parameters: readonly string[], env = process.env) {
  const child = spawn(command, parameters, { env })
  const closed = once(child, 'close')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (complaints += text))

  return {
    /**
     * The next line.
     * @throws Error when it is another one than expected, or does not come.
     */
    async waitForLine(expected: RegExp): Promise<string> {
      const line = await Promise.race([lines.next(), setTimeout(waitOptions, undefined, { ref: false })])
      if (line && !line.done && expected.test(line.value)) return line.value
      const instead = line?.done ? 'it has ended' : line ? `it said “${line.value}”` : 'it said nothing'
      throw new Error(`${command} was to say ${expected.source}, but ${instead}. ${complaints}`)
    },

    async end(): Promise<void> {
      child.kill()
      await closed
    },
  }
}
