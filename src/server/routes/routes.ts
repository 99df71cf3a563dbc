import { abortParts } from './abort-multipart.ts'
import type { RequestContext } from '../request-context.ts'
import { completeParts } from './complete-multipart.ts'
import { confirmFiles } from './confirm-files.ts'
import { deleteFile, getFile, getStatus } from './file-routes.ts'
import { getFrames } from './get-frames.ts'
import { listFiles } from './list-files.ts'
import { listParts } from './list-parts.ts'
import { resumeMultipart } from './resume-multipart.ts'
import { signFiles } from './sign-files.ts'
import { signParts } from './sign-parts.ts'

/** What answers one method of one path. */
type Route = (call: RequestContext) => Promise<Response>

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
  ['sign-parts', new Map([['POST', signParts]])],
  ['list-parts', new Map([['POST', listParts]])],
  ['complete-multipart', new Map([['POST', completeParts]])],
  ['abort-multipart', new Map([['POST', abortParts]])],
  ['resume-multipart', new Map([['POST', resumeMultipart]])],
])

/** The route that a path ends in, wherever the handler is mounted. */
export function methodsOf(pathname: string): Methods | undefined {
  return routes.get(pathname.replace(/\/+$/, '').split('/').pop() ?? '')
}
