import { afterEach, expect, test, vi } from 'vitest'
import { findFirefox } from './firefox.ts'

// Without FIREFOX_PATH it may install a browser: the tests in Firefox do that.

afterEach(() => {
  vi.unstubAllEnvs()
})

test('FIREFOX_PATH › takes precedence over every other browser', async () => {
  vi.stubEnv('FIREFOX_PATH', process.execPath)
  expect(await findFirefox()).toBe(process.execPath)
})

test('FIREFOX_PATH › is named in the error if it is not executable', async () => {
  for (const path of ['/no/such/browser', import.meta.dirname, import.meta.filename]) {
    vi.stubEnv('FIREFOX_PATH', path)
    await expect(findFirefox()).rejects.toThrow(`FIREFOX_PATH is set to "${path}"`)
  }
})
