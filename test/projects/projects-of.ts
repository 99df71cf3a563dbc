import type { TestProjectConfiguration } from 'vitest/config'
import { chromiumProjects } from './chromium-projects.ts'
import { firefoxProjects } from './firefox-projects.ts'
import { react18Projects } from './react-18-projects.ts'

/**
 * The tests of a mode. Firefox and React 18.2 have modes of their own: nothing else needs them, and looking for a browser
 * may install it.
 */
export function projectsOf(mode: string): Promise<TestProjectConfiguration[]> {
  if (mode === 'firefox') return firefoxProjects()
  return mode === 'react-18' ? react18Projects() : chromiumProjects()
}
