import { createServer } from 'node:net'

/** A port, and the environment variable that chooses it. */
type NamedPort = { port: number; variable: string }

/** Rejects if the port is in use; the message names the port and the variable that changes it. */
export async function checkPort({ port, variable }: NamedPort, host: string): Promise<void> {
  // All interfaces too: a server on them also receives loopback connections, and not every system reports a conflict.
  for (const address of [undefined, host]) {
    const code = await codeOfListening(port, address)
    if (code === 'EADDRINUSE') throw new Error(sentence(port, variable, 'is taken by another program'))
    if (code === 'EACCES') throw new Error(sentence(port, variable, 'may not be used by this user'))
  }
}

function sentence(port: number, variable: string, trouble: string): string {
  return `Port ${port} ${trouble}. Stop that program, or choose another port: ${variable}=${port + 100} npm start`
}

async function codeOfListening(port: number, host: string | undefined): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}

/** The ports of Storybook, the sandbox and its store, from the environment. */
type Ports = { storybook: NamedPort; sandbox: NamedPort; store: NamedPort }

/** Reads the ports. The error of an invalid or repeated one names the variable. */
export function readPorts(env: NodeJS.ProcessEnv): Ports {
  const ports = {
    storybook: readPort(env, 'STORYBOOK_PORT', 6006),
    sandbox: readPort(env, 'SANDBOX_PORT', 6007),
    store: readPort(env, 'STORE_PORT', 6008),
  }
  const seen = new Map<number, string>()
  for (const { port, variable } of Object.values(ports)) {
    const other = seen.get(port)
    if (other !== undefined)
      throw new Error(`${other} and ${variable} are both ${port}. Give them different ports.`)
    seen.set(port, variable)
  }
  return ports
}

function readPort(env: NodeJS.ProcessEnv, variable: string, defaultValue: number): NamedPort {
  const text = env[variable]
  if (text === undefined || text === '') return { port: defaultValue, variable }
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return { port, variable }
  throw new Error(`${variable} must be a port from 1 to 65535, not '${text}'.`)
}
