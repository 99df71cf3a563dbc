import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject, test } from 'vitest'
import { clientConsumer } from '../types/client-consumer.ts'
import { openApplication } from './open-application.ts'
import { run } from './run.ts'

const strictest = {
  target: 'es2022',
  module: 'nodenext',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
}

// Versions before 5.7 have no generic typed arrays; from 6 on, imports for side effects are checked by default.
test.each([
  ['typescript-5.5', {}],
  ['typescript-5.8', { noUncheckedSideEffectImports: true }],
])('types of the package › compile with %s', async (version, more) => {
  const directory = await openApplication(version)
  const compilerOptions = { ...strictest, ...more }
  await writeFile(join(directory, 'consumer.mts'), `import 'react-presigned/styles.css'\n${clientConsumer}`)
  await writeFile(
    join(directory, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['consumer.mts'] }),
  )
  await run(directory, process.execPath, join(inject('workshop'), `../node_modules/${version}/bin/tsc`))
})
