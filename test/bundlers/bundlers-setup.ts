import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { installBundlers } from './install-bundlers.ts'
import { unpackLibrary } from './unpack-library.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder from which the bundlers resolve; its `library` is this library as it is packed. */
    workshop: string
  }
}

/** Installs the bundlers, once for each set of versions, and this library as it is published. */
export default async function setup(project: TestProject) {
  const workshop = await mkdtemp(join(await installBundlers(), 'run-'))
  await unpackLibrary(join(workshop, 'library'))
  project.provide('workshop', workshop)
  return () => rm(workshop, { recursive: true, force: true })
}
