import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { startProgram } from './start-program.ts'
import type { Screen } from './start-screen.ts'

const script = fileURLToPath(new URL('clipboard-image.py', import.meta.url))

/** Lets another program on the screen hold an image in the clipboard until the test ends. */
export async function copyImageOnScreen(screen: Screen): Promise<void> {
  const program = startProgram(screen.python, [script], screen.env)
  onTestFinished(program.end)
  await program.waitForLine(/^copied$/)
}
