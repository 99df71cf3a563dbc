import type { Backend } from '../backends/backend.ts'

/** Identifies a backend in stored records: two backends of one name differ by their scope. */
export function getBackendKey({ name, scope = '' }: Pick<Backend, 'name' | 'scope'>): string {
  return `${name} ${scope}`
}
