import { onTestFinished, vi } from 'vitest'

/** The errors that are passed to `reportError` during the current test. */
export function collectReportedErrors(): readonly unknown[] {
  const reported: unknown[] = []
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error))
  onTestFinished(() => void vi.unstubAllGlobals())
  return reported
}
