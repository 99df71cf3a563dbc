import { createServer } from 'node:net'

/** A port, and the environment variable that chooses it. */
export type NamedPort = { port: number; variable: string }

/** Fails, with a sentence that names the port and what changes it, where something listens there already. */
export async function checkPort({ port, variable }: NamedPort, host: string): Promise<void> {
  // Every interface as well: a server there answers on loopback too, and not every system calls that a conflict.
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
export type Ports = { storybook: NamedPort; sandbox: NamedPort; store: NamedPort }

/** Reads the ports; what cannot be one, or is asked for twice, is an error that names the variable. */
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

function readPort(env: NodeJS.ProcessEnv, variable: string, byDefault: number): NamedPort {
  const text = env[variable]
  if (text === undefined || text === '') return { port: byDefault, variable }
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return { port, variable }
  throw new Error(`${variable} must be a port from 1 to 65535, not '${text}'.`)
}
