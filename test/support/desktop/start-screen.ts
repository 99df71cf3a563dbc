import { findDesktopPrograms, type DesktopPrograms } from './find-programs.ts'
import { startProgram } from './start-program.ts'

export type Screen = DesktopPrograms & {
  /** Environment of a program that opens its windows there. */
  env: NodeJS.ProcessEnv
}

/** Firefox opens its windows at the upper left, so the lower right corner stays free. */
export const screenSize = { width: 1600, height: 1200 }

/**
 * A virtual screen with a mouse.
 *
 * @param onEnd receives the function that ends it
 */
export async function startScreen(onEnd: (end: () => Promise<void>) => void): Promise<Screen> {
  const programs = await findDesktopPrograms()
  const pixels = `${screenSize.width}x${screenSize.height}x24`
  // Xvfb chooses a free display, prints its number, and exits with the last window.
  const flags = ['-displayfd', '1', '-screen', '0', pixels, '-nolisten', 'tcp', '-terminate']
  const xvfb = startProgram(programs.xvfb, flags)
  onEnd(xvfb.end)
  const number = await xvfb.waitForLine(/^\d+$/)
  // On a Wayland desktop the windows would otherwise open there.
  const env = { ...process.env, DISPLAY: `:${number}`, GDK_BACKEND: 'x11', MOZ_ENABLE_WAYLAND: '0' }
  return { ...programs, env }
}
