import type { ProxiedRequest, FaultRule } from './fault-proxy.ts'

/** Tells a gate what to do from now on, lets everything held go, and empties its log. */
export async function setFaults(url: string, ...rules: readonly FaultRule[]): Promise<void> {
  await fetch(`${url}/__faults`, { method: 'POST', body: JSON.stringify(rules) })
}

/** The requests since the rules were set. */
export async function faultProxyLog(url: string): Promise<readonly ProxiedRequest[]> {
  const response = await fetch(`${url}/__faults`)
  return (await response.json()) as ProxiedRequest[]
}
