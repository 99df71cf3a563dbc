/** Timeouts of all projects, in milliseconds. */
export const limits = { testTimeout: 60_000, hookTimeout: 120_000 }

/** Browsers on a build machine are starved now and then: a test that fails once is reported, and repeated once. */
export const browserLimits = { ...limits, retry: process.env['CI'] === undefined ? 0 : 1 }
