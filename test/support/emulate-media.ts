import { cdp } from 'vitest/browser'

/** Emulates media features, such as `{ 'forced-colors': 'active' }`, until they are replaced. */
export async function emulateMedia(features: Record<string, string> = {}): Promise<void> {
  const list = Object.entries(features).map(([name, value]) => ({ name, value }))
  await cdp().send('Emulation.setEmulatedMedia', { features: list })
}
