import type { ProxiedRequest } from './fault-proxy.ts'
import type { FaultRule } from './fault-rules.ts'

/** Replaces the rules of a fault proxy, releases held requests, and clears the log. */
export async function setFaults(url: string, ...rules: readonly FaultRule[]): Promise<void> {
  await fetch(`${url}/__faults`, { method: 'POST', body: JSON.stringify(rules) })
}

/** The requests since the rules were replaced. */
export async function faultProxyLog(url: string): Promise<readonly ProxiedRequest[]> {
  const response = await fetch(`${url}/__faults`)
  return (await response.json()) as ProxiedRequest[]
}
