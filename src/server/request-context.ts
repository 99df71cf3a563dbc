import type { Report } from './to-response.ts'
import type { Settings } from './settings.ts'

/** One authorised request on its way through a route. */
export type RequestContext = {
  request: Request
  /** The request's query. */
  query: URLSearchParams
  settings: Settings
  owner: string
  /** Where the owner's keys begin. */
  owned: string
  report: Report
}
