/** Timeouts of all projects, in milliseconds. No test is repeated: a test that fails once is broken. */
export const limits = { testTimeout: 60_000, hookTimeout: 120_000 }
