import type { TestProject } from 'vitest/node'
import { openEnvironment } from './open-environment.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A Python with the vendors' clients in it. */
    python: string
  }
}

/** Makes the Python that the vendors' clients run in, once for all tests. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('python', await openEnvironment())
}
