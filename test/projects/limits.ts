/**
 * Timeouts of all projects, in milliseconds. A build machine may starve a browser: there a failed test is repeated once,
 * and the report names it.
 */
export const limits = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  retry: process.env['CI'] === undefined ? 0 : 1,
}
