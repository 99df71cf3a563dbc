import { expect, test } from 'vitest'

/** A module of the source, as this page gets it. */
async function served(path: string) {
  const response = await fetch(`/src/${path}`)
  expect(response.ok).toBe(true)
  return response.text()
}

test.each([
  'react/uploads/use-upload.ts',
  'react/dropzone/use-file-selection.ts',
  'react/uploads/upload-row.tsx',
])('compiled sources › %s has been through the React Compiler', async (path) => {
  const code = await served(path)
  expect(code).toMatch(/compiler-runtime/)
  // The call that gives a render its cache.
  expect(code).toMatch(/\b_?c\w*\(\d+\)/)
})

test('compiled sources › the uploader is not compiled, since it has no React', async () => {
  expect(await served('uploader/progress.ts')).not.toMatch(/compiler-runtime/)
})
