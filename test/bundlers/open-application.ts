import { cp, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'

const applications = fileURLToPath(new URL('applications', import.meta.url))

/** A copy of the application, with the packed library in its `node_modules`, in a folder from which the bundlers resolve. */
export async function openApplication(name: string): Promise<string> {
  const directory = await mkdtemp(join(inject('workshop'), `${name}-`))
  await cp(applications, directory, { recursive: true })
  await cp(join(inject('workshop'), 'library'), join(directory, 'node_modules/react-presigned'), {
    recursive: true,
  })
  await writeFile(join(directory, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  return directory
}
