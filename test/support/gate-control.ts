import type { GateEntry, GateRule } from './gate.ts'

/** Tells a gate what to do from now on, lets everything held go, and empties its log. */
export async function setGate(url: string, ...rules: readonly GateRule[]): Promise<void> {
  await fetch(`${url}/__gate`, { method: 'POST', body: JSON.stringify(rules) })
}

/** The requests since the rules were set. */
export async function gateLog(url: string): Promise<readonly GateEntry[]> {
  const response = await fetch(`${url}/__gate`)
  return (await response.json()) as GateEntry[]
}
