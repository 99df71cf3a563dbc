import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FilesPlan } from '../shared/files.ts'
import type { Network } from '../shared/network.ts'
import type { Report } from './request-log.ts'
import type { FromServer, ToServer } from './messages.ts'

/** The store, the signing API and the pages, in a process of their own. */
export async function startServer(pagesFolder: string) {
  const script = fileURLToPath(new URL('main.ts', import.meta.url))
  const child = fork(script, [pagesFolder], { execArgv: ['--import', 'tsx'] })

  const ended = once(child, 'exit').then((): never => {
    throw new Error('The bench’s server ended.')
  })
  // Only pending requests are rejected when the process ends.
  ended.catch(() => undefined)

  async function ask<Type extends FromServer['type']>(type: Type, message?: ToServer) {
    if (message) child.send(message)
    const [said] = (await Promise.race([once(child, 'message'), ended])) as [FromServer]
    if (said.type !== type) throw new Error(`The bench’s server said "${said.type}" instead of "${type}".`)
    return said as Extract<FromServer, { type: Type }>
  }

  const { url } = await ask('open')
  return {
    url,
    /** Begins new books. */
    async begin(network: Network, files: FilesPlan): Promise<void> {
      await ask('ready', { type: 'run', network, files })
    },
    async report(): Promise<Report> {
      return (await ask('report', { type: 'report' })).report
    },
    stop() {
      child.kill()
    },
  }
}
