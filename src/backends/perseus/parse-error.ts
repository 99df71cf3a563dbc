import type { WireFailure } from '../../http/errors.ts'

const fields = ['message', 'error', 'detail', 'msg']

/** The sentence of a failure, wherever the server put it. A conflict is content that is there already. */
export function readFailure(body: unknown, status: number): WireFailure {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : []
  const said = new Map<string, unknown>(entries)
  const sentences = fields.map((field) => said.get(field)).filter((value) => typeof value === 'string')
  const message = sentences.find((sentence) => sentence.trim() !== '')
  if (status !== 409) return { message }
  return {
    code: 'duplicate',
    message: message ?? 'Perseus has a file with this content already. Use that one.',
  }
}
