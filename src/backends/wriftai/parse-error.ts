import type { WireFailure as Failure } from '../../http/errors.ts'
import { WireFailure } from './schemas.ts'

/** WriftAI's own words: `size: Input should be greater than 0`, without the `body` that every field is in. */
export function readFailure(body: unknown): Failure | undefined {
  const failure = WireFailure.safeParse(body)
  if (!failure.success) return undefined
  const { detail } = failure.data
  if (typeof detail === 'string') return { message: `WriftAI refused the request: ${sentence(detail)}` }
  if (detail.length === 0) return undefined
  const fields = detail.map(({ loc, msg }) => {
    const field = loc.filter((step, place) => place > 0 || step !== 'body').join('.')
    return field === '' ? msg : `${field}: ${msg}`
  })
  return { message: `WriftAI refused the request: ${sentence(fields.join('; '))} Change that and try again.` }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
