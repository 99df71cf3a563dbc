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
