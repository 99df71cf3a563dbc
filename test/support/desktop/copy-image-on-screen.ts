import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { startProgram } from './start-program.ts'
import type { Screen } from './start-screen.ts'

const script = fileURLToPath(new URL('clipboard-image.py', import.meta.url))

/** Has another program on the screen copy a picture into the clipboard, until the test’s end. */
export async function copyImageOnScreen(screen: Screen): Promise<void> {
  const program = startProgram(screen.python, [script], screen.env)
  onTestFinished(program.end)
  await program.hear(/^copied$/)
}
