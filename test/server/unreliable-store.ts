import { request, type IncomingMessage, type ServerResponse } from 'node:http'
import { S3Client } from '@aws-sdk/client-s3'
import { serve } from '../support/http-server.ts'
import type { S3Endpoint } from '../support/s3-endpoint.ts'

/** Responds instead of the store, or returns `undefined` to forward the request; may await the store's response first. */
export type Fault = (
  asked: { method: string; url: string },
  res: ServerResponse,
  forward: () => Promise<IncomingMessage>,
) => Promise<void> | undefined

/** A store behind an HTTP server that injects faults, for the current test or for all tests of a file. */
export async function openUnreliableStore({ endpoint, region, credentials }: S3Endpoint) {
  const asked: string[] = []
  let fault: Fault = () => undefined

  const url = await serve((req, res) => {
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
  const s3 = new S3Client({
    endpoint: url,
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
