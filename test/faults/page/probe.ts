import { installClock } from './clock.ts'
import { watchResources } from './resources.ts'

// Imported before anything else of the page.
export const resources = watchResources()
export const clock = installClock()
