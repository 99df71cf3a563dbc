import { findDesktopPrograms, type DesktopPrograms } from './find-programs.ts'
import { startProgram } from './start-program.ts'

export type Screen = DesktopPrograms & {
  /** Has a program open its windows there. */
  env: NodeJS.ProcessEnv
}

/** Its lower right corner is left free by Firefox, whose windows open in the other one. */
export const screenSize = { width: 1600, height: 1200 }

/**
 * A screen that nobody sees, with a mouse.
 *
 * @param onEnd hears how to end it
 */
export async function startScreen(onEnd: (end: () => Promise<void>) => void): Promise<Screen> {
  const programs = await findDesktopPrograms()
  const pixels = `${screenSize.width}x${screenSize.height}x24`
  // It finds a number that is free, says it, and ends by itself with the last window, should we not come to it.
  const flags = ['-displayfd', '1', '-screen', '0', pixels, '-nolisten', 'tcp', '-terminate']
  const xvfb = startProgram(programs.xvfb, flags)
  onEnd(xvfb.end)
  const number = await xvfb.hear(/^\d+$/)
  // Whoever sits at a Wayland desktop would have the windows opened there.
  const env = { ...process.env, DISPLAY: `:${number}`, GDK_BACKEND: 'x11', MOZ_ENABLE_WAYLAND: '0' }
  return { ...programs, env }
}
