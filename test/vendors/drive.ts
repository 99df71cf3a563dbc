import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import * as z from 'zod/mini'

const script = fileURLToPath(new URL('drivers/drive.py', import.meta.url))

const Failure = z.object({
  type: z.string(),
  message: z.string(),
  status: z.nullable(z.number()),
  body: z.unknown(),
})
const Results = z.array(z.object({ value: z.optional(z.unknown()), error: z.optional(Failure) }))

/** How a call ended in an error of the vendor's client. */
export type VendorFailure = z.infer<typeof Failure>

/** A vendor's own Python client, against a server of ours. */
export function drive(vendor: string, settings: Record<string, string>) {
  async function attempt(call: string, args: object) {
    const asked = JSON.stringify({ vendor, settings, calls: [{ call, args }] })
    const [result] = z.parse(Results, JSON.parse(await run(asked)))
    if (result === undefined) throw new Error('The driver returned nothing')
    return result
  }

  return {
    /** What a call gives. */
    async call(call: string, args: object = {}): Promise<unknown> {
      const { value, error } = await attempt(call, args)
      if (error) throw new Error(`${vendor} ${call}: ${error.type} ${error.message}`)
      return value
    },
    /** How a call fails. */
    async failure(call: string, args: object = {}): Promise<VendorFailure> {
      const { value, error } = await attempt(call, args)
      if (!error) throw new Error(`${vendor} ${call} did not fail but gave ${JSON.stringify(value)}`)
      return error
    },
  }
}

async function run(input: string): Promise<string> {
  // Elsewhere than in the project: the clients read the `.env` of wherever they run.
  const child = spawn(inject('python'), [script], { cwd: tmpdir(), env: childEnvironment() })
  let output = ''
  let log = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text))
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`The driver ended with ${code ?? 'a signal'}:\n${log}`)
  return output
}

/** The environment without keys and URLs of the real services, and without proxies. */
function childEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(WRIFTAI|AYMARA|PERSEUS|LETTRIA|ASSURED)_|_PROXY$/i
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return { ...Object.fromEntries(kept), PYTHONDONTWRITEBYTECODE: '1', NO_PROXY: '*' }
}
