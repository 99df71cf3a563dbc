import { afterEach, expect, test, vi } from 'vitest'
import { findDesktopPrograms } from './find-programs.ts'

// With a path it may install them: the end-to-end tests in Firefox do that.

afterEach(() => {
  vi.unstubAllEnvs()
})

test('findPrograms › names a missing program and how to install it', async () => {
  vi.stubEnv('PATH', '/no/such/folder')
  await expect(findDesktopPrograms()).rejects.toThrow(/xvfb, xdotool.* must be there.*apt-get install xvfb/)
})
