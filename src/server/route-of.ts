import { abortParts } from './abort-parts.ts'
import type { Call } from './call.ts'
import { completeParts } from './complete-parts.ts'
import { confirmFiles } from './confirm-files.ts'
import { deleteFile, getFile, getStatus } from './file-routes.ts'
import { getFrames } from './get-frames.ts'
import { listFiles } from './list-files.ts'
import { listParts } from './list-parts.ts'
import { reopenParts } from './reopen-parts.ts'
import { signFiles } from './sign-files.ts'
import { signParts } from './sign-parts.ts'

/** What answers one method of one path. */
type Route = (call: Call) => Promise<Response>

/** The methods of one path. */
export type Methods = ReadonlyMap<string, Route>

const routes = new Map<string, Methods>([
  ['sign', new Map([['POST', signFiles]])],
  ['confirm', new Map([['POST', confirmFiles]])],
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
  ['parts/sign', new Map([['POST', signParts]])],
  ['parts/list', new Map([['POST', listParts]])],
  ['parts/complete', new Map([['POST', completeParts]])],
  ['parts/abort', new Map([['POST', abortParts]])],
  ['parts/reopen', new Map([['POST', reopenParts]])],
])

/** The route that a path ends in, wherever the handler is mounted. What ends in `parts/…` is not `…`. */
export function methodsOf(pathname: string): Methods | undefined {
  const [parent, last = ''] = pathname.replace(/\/+$/, '').split('/').slice(-2)
  return routes.get(parent === 'parts' ? `parts/${last}` : last)
}
