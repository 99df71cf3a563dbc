import { request } from 'node:http'
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'

export type Reply = { status: number; headers: IncomingHttpHeaders; text: string; code: string | undefined }

export type Sending = { method?: string; headers?: OutgoingHttpHeaders; body?: string | Uint8Array }

/** Sends a raw request: `fetch` would normalize path and headers. */
export function send(url: string, { method = 'GET', headers = {}, body }: Sending = {}): Promise<Reply> {
  const [, host = '', port = '', path = '/'] = /^http:\/\/([^:/]+):(\d+)(.*)$/.exec(url) ?? []
  return new Promise((resolve, reject) => {
    const outgoing = request({ host, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const code = /<Code>(.*?)<\/Code>/.exec(text)?.[1]
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, code })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
