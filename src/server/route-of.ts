import type { Call } from './call.ts'
import { confirmFile, deleteFile, getFile, getStatus } from './file-routes.ts'
import { getFrames } from './get-frames.ts'
import { listFiles } from './list-files.ts'
import { signFiles } from './sign-files.ts'

/** What answers one method of one path. */
type Route = (call: Call) => Promise<Response>

/** The methods of one path. */
export type Methods = ReadonlyMap<string, Route>

const routes = new Map<string, Methods>([
  ['sign', new Map([['POST', signFiles]])],
  ['confirm', new Map([['POST', confirmFile]])],
  [
    'file',
    new Map([
      ['GET', getFile],
      ['DELETE', deleteFile],
    ]),
  ],
  ['status', new Map([['GET', getStatus]])],
  ['frames', new Map([['GET', getFrames]])],
  ['list', new Map([['GET', listFiles]])],
])

/** The route that a path ends in, wherever the handler is mounted. What ends in `parts/…` is not `…`. */
export function methodsOf(pathname: string): Methods | undefined {
  const [parent, last = ''] = pathname.replace(/\/+$/, '').split('/').slice(-2)
  return routes.get(parent === 'parts' ? `parts/${last}` : last)
}
