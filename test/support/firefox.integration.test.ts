import { afterEach, expect, test, vi } from 'vitest'
import { findFirefox } from './firefox.ts'

// Without FIREFOX_PATH it may install a browser: the tests in Firefox do that.

afterEach(() => {
  vi.unstubAllEnvs()
})

test('FIREFOX_PATH goes before every other browser', async () => {
  vi.stubEnv('FIREFOX_PATH', process.execPath)
  expect(await findFirefox()).toBe(process.execPath)
})

test('a FIREFOX_PATH that is no executable file is named in the error', async () => {
  for (const path of ['/no/such/browser', import.meta.dirname, import.meta.filename]) {
    vi.stubEnv('FIREFOX_PATH', path)
    await expect(findFirefox()).rejects.toThrow(`FIREFOX_PATH is set to "${path}"`)
  }
})
