import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { S3Client } from '@aws-sdk/client-s3'
import type { S3Endpoint } from '../support/s3-endpoint.ts'

/** Responds instead of the store, or returns `undefined` to forward the request; may await the store's response first. */
export type Fault = (
  asked: { method: string; url: string },
  res: ServerResponse,
  forward: () => Promise<IncomingMessage>,
) => Promise<void> | undefined

/** A store behind an HTTP server that injects faults. */
export async function openUnreliableStore({ endpoint, region, credentials }: S3Endpoint) {
  const asked: string[] = []
  let fault: Fault = () => undefined

  const server = createServer((req, res) => {
    const { method = '', url = '', headers } = req
    asked.push(`${method} ${url}`)
    const forward = () =>
      new Promise<IncomingMessage>((resolve, reject) => {
        // With the host that was signed.
        req.pipe(request(`${endpoint}${url}`, { method, headers }, resolve).on('error', reject))
      })
    const custom = fault({ method, url }, res, forward)
    const done = custom ?? forward().then((response) => pass(response, res))
    done.catch(() => res.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  return {
    s3,
    asked,
    /** Replaces the fault. */
    stumble(next: Fault) {
      fault = next
      asked.length = 0
    },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}

/** Passes on the store's response with some headers changed. */
export function pass(
  response: IncomingMessage,
  res: ServerResponse,
  headers: Record<string, string> = {},
): Promise<void> {
  res.writeHead(response.statusCode ?? 500, { ...response.headers, ...headers })
  return new Promise((resolve, reject) => {
    response.on('error', reject).pipe(res).on('finish', resolve)
  })
}
