import { access, constants } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { findChromium } from './chromium.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('CHROMIUM_PATH › takes precedence over every other browser', async () => {
  vi.stubEnv('CHROMIUM_PATH', process.execPath)
  expect(await findChromium()).toBe(process.execPath)
})

test('CHROMIUM_PATH › is named in the error if it is not executable', async () => {
  for (const path of ['/no/such/browser', import.meta.dirname, import.meta.filename]) {
    vi.stubEnv('CHROMIUM_PATH', path)
    await expect(findChromium()).rejects.toThrow(`CHROMIUM_PATH is set to "${path}"`)
  }
})

test('findChromium › returns the absolute path of an executable without CHROMIUM_PATH', async () => {
  vi.stubEnv('CHROMIUM_PATH', '')
  const path = await findChromium()
  expect(isAbsolute(path)).toBe(true)
  await access(path, constants.X_OK)
})
