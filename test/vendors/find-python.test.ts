import { expect, it } from 'vitest'
import { findPython } from './find-python.ts'

it('findPython › explains what to do without Python', async () => {
  await expect(findPython({ PYTHON: '/nowhere/python' })).rejects.toThrow(
    "The vendors' clients need Python 3.12 or newer, with venv. PYTHON is /nowhere/python, which is not one. " +
      'Install one, or name it: PYTHON=/path/to/python npm run test:vendors',
  )
})
