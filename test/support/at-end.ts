import { afterAll, onTestFinished, TestRunner } from 'vitest'

/** Calls `release` when the current test has ended; outside of a test, after the last one of the file or the group. */
export function atEnd(release: () => Promise<void> | void): void {
  if (TestRunner.getCurrentTest()) onTestFinished(release)
  else afterAll(release)
}
