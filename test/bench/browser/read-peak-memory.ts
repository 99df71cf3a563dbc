import { readFile } from 'node:fs/promises'
import type { Cdp } from './cdp.ts'

type Processes = { processInfo: readonly { type: string; id: number }[] }

/** Peak memory of the page's process, in MB; `undefined` if the system does not report it. */
export async function readPeakMemory(send: Cdp): Promise<number | undefined> {
  const { processInfo } = (await send('SystemInfo.getProcessInfo')) as Processes
  const pages = processInfo.filter(({ type }) => type === 'renderer')
  const peaks = await Promise.all(pages.map(({ id }) => highWater(id)))
  const known = peaks.filter((peak) => peak !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}

async function highWater(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
}
