import type { Scenario } from '../cases/scenario.ts'
import type { FaultServers } from '../servers/start-servers.ts'
import type { Frame } from './open-host.ts'

/** What a fault acts on while an upload runs. */
export type World = {
  scenario: Scenario
  servers: FaultServers
  frame: Frame
  /** Resolves when the request has reached the point of the fault. */
  reached(count?: number): Promise<void>
  /** Whether the fault has acted. */
  hasActed(): boolean
  /** Ends the faults of the servers: held requests go on. */
  release(): void
}

export function createWorld(scenario: Scenario, servers: FaultServers, frame: Frame): World {
  const proxy = servers.proxies[scenario.request.server]
  const before = proxy.hits()
  return {
    scenario,
    servers,
    frame,
    reached: (count = 1) => proxy.reached(before + count),
    hasActed: () => proxy.hits() > before,
    release: () => proxy.setRules([]),
  }
}
