/** How long a test may take, in milliseconds, in every project. */
export const limits = { testTimeout: 60_000, hookTimeout: 120_000 }

/** A build machine starves a browser now and then: what fails twice is broken, what fails once the report names. */
export const browserLimits = { ...limits, retry: process.env['CI'] === undefined ? 0 : 1 }
