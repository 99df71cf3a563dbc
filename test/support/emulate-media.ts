import { cdp } from 'vitest/browser'

/** Has the browser pretend that its user asked for something, as `{ 'forced-colors': 'active' }`; nothing ends it. */
export async function emulateMedia(features: Record<string, string> = {}): Promise<void> {
  const list = Object.entries(features).map(([name, value]) => ({ name, value }))
  await cdp().send('Emulation.setEmulatedMedia', { features: list })
}
