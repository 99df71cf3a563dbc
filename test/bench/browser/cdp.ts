import type { Readable, Writable } from 'node:stream'

type Message = { id?: number; result?: unknown; error?: { message: string } }
type Waiting = { resolve: (result: unknown) => void; reject: (error: Error) => void }

/** Speaks the DevTools protocol by a pipe: messages end with a zero byte. Listens to no events. */
export function createCdp(commands: Writable, responses: Readable) {
  const waiting = new Map<number, Waiting>()
  let next = 1
  let rest = ''

  responses.setEncoding('utf8')
  responses.on('data', (text: string) => {
    const messages = (rest + text).split('\0')
    rest = messages.pop() ?? ''
    for (const message of messages) receive(JSON.parse(message) as Message)
  })
  responses.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser is gone.'))
  })

  function receive({ id, result, error }: Message) {
    const asked = waiting.get(id ?? 0)
    waiting.delete(id ?? 0)
    if (error) asked?.reject(new Error(error.message))
    else asked?.resolve(result)
  }

  /** Sends a command, to a page where `sessionId` names one, and resolves with its result. */
  return (method: string, params: object = {}, sessionId?: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = next++
      waiting.set(id, { resolve, reject })
      commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
}

export type Cdp = ReturnType<typeof createCdp>
