import type { Backend } from '../../backends/backend.ts'

type Optional = Exclude<
  {
    [K in keyof Backend]-?: NonNullable<Backend[K]> extends (...args: never[]) => unknown ? K : never
  }[keyof Backend],
  'sign'
>

const capabilityLabels: Record<Optional, string> = {
  resume: 'resume uploads',
  confirm: 'confirm uploads',
  status: 'tell a file’s status',
  get: 'get a file',
  list: 'list files',
  find: 'find files',
  remove: 'delete files',
  frames: 'give video frames',
  importUrls: 'import URLs',
  presign: 'presign URIs',
}

/** The backend's method. Throws where it has none, naming the backend and what it can do. */
export function requireCapability<K extends Optional>(backend: Backend, method: K): NonNullable<Backend[K]> {
  const found = backend[method]
  if (found) return found.bind(backend) as NonNullable<Backend[K]>
  const able = ['sign', ...Object.keys(capabilityLabels)].filter(
    (name) => typeof Reflect.get(backend, name) === 'function',
  )
  throw new TypeError(
    `backend '${backend.name}' cannot ${capabilityLabels[method]}; it can: ${able.join(', ')}`,
  )
}
