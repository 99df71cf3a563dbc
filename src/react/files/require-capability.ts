import type { Backend } from '../../backends/backend.ts'

type OptionalMethod = Exclude<
  {
    [K in keyof Backend]-?: NonNullable<Backend[K]> extends (...args: never[]) => unknown ? K : never
  }[keyof Backend],
  'sign'
>

const capabilityLabels: Record<OptionalMethod, string> = {
  resume: 'resume uploads',
  confirm: 'confirm uploads',
  status: 'report the status of a file',
  get: 'get a file',
  list: 'list files',
  find: 'find files',
  remove: 'delete files',
  frames: 'list video frames',
  importUrls: 'import URLs',
  presign: 'presign URIs',
}

/**
 * An optional method of a backend, bound to it.
 *
 * @throws TypeError that names the backend and its methods, if it lacks this one
 */
export function requireCapability<K extends OptionalMethod>(
  backend: Backend,
  method: K,
): NonNullable<Backend[K]> {
  const found = backend[method]
  if (found) return found.bind(backend) as NonNullable<Backend[K]>
  const methods = ['sign', ...Object.keys(capabilityLabels)].filter(
    (name) => typeof Reflect.get(backend, name) === 'function',
  )
  throw new TypeError(
    `backend '${backend.name}' cannot ${capabilityLabels[method]}; it can: ${methods.join(', ')}`,
  )
}
