import type { ApiTarget } from '../../shared/job.ts'
import type { StoreResponse } from './send-by-xhr.ts'

const most = 6

/** Sends until it works, with a fresh target each time; once, where nothing is to be tried again. */
export async function persist(
  retries: boolean,
  target: (attempt: number) => Promise<ApiTarget>,
  send: (target: ApiTarget) => Promise<StoreResponse>,
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const { status, retryAfterMs } = await send(await target(attempt)).catch(() => ({
      status: 0,
      retryAfterMs: 0,
    }))
    if (status >= 200 && status < 300) return
    if (!retries || attempt + 1 === most) throw new Error(`The store responded with ${String(status)}.`)
    await new Promise((resolve) => setTimeout(resolve, Math.max(retryAfterMs, 200 * 2 ** attempt)))
  }
}
