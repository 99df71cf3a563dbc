/** How many files are hashed at once: a worker each. */
export const hashConcurrency = 2
