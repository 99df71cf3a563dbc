import type { RequestContext } from '../options.ts'
import { completeMultipart } from './complete-multipart.ts'
import { confirmFiles } from './confirm.ts'
import { deleteFile, getFile, getStatus, listFiles } from './files.ts'
import { getFrames } from './frames.ts'
import { abortMultipart, listParts, resumeMultipart, signParts } from './multipart.ts'
import { signFiles } from './sign.ts'

type RouteHandler = (context: RequestContext) => Promise<Response>

/** The handlers of a route by method. */
type Methods = ReadonlyMap<string, RouteHandler>

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
  ['sign-parts', new Map([['POST', signParts]])],
  ['list-parts', new Map([['POST', listParts]])],
  ['complete-multipart', new Map([['POST', completeMultipart]])],
  ['abort-multipart', new Map([['POST', abortMultipart]])],
  ['resume-multipart', new Map([['POST', resumeMultipart]])],
])

/** The route that a path's last segment names, wherever the handler is mounted. */
export function findRoute(pathname: string): Methods | undefined {
  // Walked from the end: a regular expression such as /\/+$/ takes quadratic time for many slashes.
  let end = pathname.length
  while (pathname[end - 1] === '/') end--
  return routes.get(pathname.slice(pathname.lastIndexOf('/', end - 1) + 1, end))
}
