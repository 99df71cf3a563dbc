import type { TestContext } from './context.ts'
import type { BackendMethod, TestBackendOptions } from './options.ts'

/** One thing that must hold. */
export type Check = {
  /** The sentence that a runner shows. */
  name: string
  /** Methods without which there is nothing to check. */
  needs?: readonly BackendMethod[]
  /** Options without which there is nothing to check. */
  given?: readonly (keyof TestBackendOptions)[]
  run: (bench: TestContext) => Promise<void>
}
