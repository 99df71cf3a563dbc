import { chromium, firefox, type Browser } from 'playwright'
import type { BrowserName, Scenario } from '../cases/scenario.ts'
import { startServers, type FaultServers } from '../servers/start-servers.ts'
import { chromiumLaunchOptions } from '../../support/chromium.ts'
import { firefoxLaunchOptions } from '../../support/firefox.ts'
import { openS3Endpoint } from '../../support/s3-endpoint.ts'
import { openHost, type HostPage } from './open-host.ts'
import { runCase, type CaseResult } from './run-case.ts'
import { servePages } from './serve-pages.ts'

type MatrixOptions = {
  /** Cases that run at a time. */
  parallel: number
  onResult(result: CaseResult): void
}

// A page keeps what its frames have held until the next garbage collection.
const casesPerPage = 200

/** Runs cases in a browser, several at a time. */
export async function runMatrix(
  name: BrowserName,
  scenarios: readonly Scenario[],
  { parallel, onResult }: MatrixOptions,
): Promise<void> {
  const closers: (() => unknown)[] = []
  try {
    const pages = await servePages()
    closers.push(pages.close)
    const endpoint = await openS3Endpoint({})
    closers.push(() => endpoint.close())
    const servers: FaultServers[] = []
    for (let index = 0; index < parallel; index++) {
      const started = await startServers(endpoint)
      closers.push(() => started.close())
      servers.push(started)
    }
    const browser = await launch(name)
    closers.push(() => browser.close())
    for (let start = 0; start < scenarios.length; start += casesPerPage) {
      const host = await openHost(browser, pages.url)
      await runAll(scenarios.slice(start, start + casesPerPage), { host, servers, onResult, start })
      await host.close()
    }
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

type Run = Pick<MatrixOptions, 'onResult'> & {
  host: HostPage
  servers: readonly FaultServers[]
  start: number
}

async function runAll(scenarios: readonly Scenario[], { host, servers, onResult, start }: Run) {
  let next = 0
  await Promise.all(
    servers.map(async (own) => {
      for (let scenario = scenarios[next]; scenario; scenario = scenarios[next]) {
        const seed = start + ++next
        onResult(await runCase(scenario, { servers: own, frame: host.frame(), seed }))
      }
    }),
  )
}

async function launch(name: BrowserName): Promise<Browser> {
  if (name === 'firefox') return firefox.launch(await firefoxLaunchOptions())
  return chromium.launch(await chromiumLaunchOptions())
}
