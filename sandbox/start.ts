import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkPort, readPorts } from './ports.ts'
import { startSandbox } from './start-sandbox.ts'
import { startStorybook } from './start-storybook.ts'

// `npm start`: runs the sandbox and Storybook until one of them exits or a signal arrives.

const project = fileURLToPath(new URL('..', import.meta.url))
const directory = resolve(process.env['SANDBOX_DIRECTORY'] || join(project, '.sandbox'))
const host = '127.0.0.1'

const stopSignal = waitForStopSignal()
// The SDK's warning about the Node version is irrelevant here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

async function start(): Promise<void> {
  const ports = readPorts(process.env)
  for (const port of Object.values(ports)) await checkPort(port, host)

  const sandbox = await startSandbox({
    directory,
    host,
    port: ports.sandbox.port,
    storePort: ports.store.port,
  })
  const storybook = startStorybook({
    directory: project,
    host,
    port: ports.storybook.port,
    sandboxUrl: sandbox.url,
  })
  try {
    const first = await Promise.race([storybook.ready, stopSignal])
    if (first === 'stop') return
    console.log(`
  Storybook  ${storybook.url}
  API        ${sandbox.url}   (behind Storybook: /sandbox)
  S3 store   ${sandbox.storeUrl}
  Files      ${relative(process.cwd(), directory) || '.'}

  Ctrl-C ends them all.
`)
    const how = await Promise.race([storybook.ended, stopSignal])
    if (how !== 'stop') throw new Error(`Storybook ended (${how}).`)
  } finally {
    await storybook.stop()
    await sandbox.close()
  }
}

await start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
process.exit()

/** Resolves on the first termination signal. More signals are ignored: npm and the terminal both send one. */
async function waitForStopSignal(): Promise<'stop'> {
  return new Promise((resolve) => {
    const stop = () => resolve('stop')
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)

    // npm runs scripts in a shell and does not forward SIGTERM to them: a new parent process means that npm has
    // exited.
    const parent = process.ppid
    setInterval(() => {
      if (process.ppid !== parent) stop()
    }, 500).unref()
  })
}
