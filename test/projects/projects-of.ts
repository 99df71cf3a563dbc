import type { TestProjectConfiguration } from 'vitest/config'
import { chromiumProjects } from './chromium-projects.ts'
import { compiledProjects } from './compiled-projects.ts'
import { firefoxProjects } from './firefox-projects.ts'
import { react18Projects } from './react-18-projects.ts'

const modes = new Map([
  ['firefox', firefoxProjects],
  ['react-18', react18Projects],
  ['compiled', compiledProjects],
])

/**
 * The projects of a mode. Firefox, React 18.2 and the React Compiler have their own modes, since finding a browser can
 * install it.
 */
export function projectsOf(mode: string): Promise<TestProjectConfiguration[]> {
  return (modes.get(mode) ?? chromiumProjects)()
}
