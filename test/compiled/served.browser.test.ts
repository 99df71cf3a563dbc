import { expect, test } from 'vitest'

/** A module of the source, as this page gets it. */
async function served(path: string) {
  const answer = await fetch(`/src/${path}`)
  expect(answer.ok).toBe(true)
  return answer.text()
}

test.each([
  'react/uploads/use-upload.ts',
  'react/dropzone/use-file-selection.ts',
  'react/uploads/upload-row.tsx',
])('%s has been through the React Compiler', async (path) => {
  const code = await served(path)
  expect(code).toMatch(/compiler-runtime/)
  // The call that gives a render its cache.
  expect(code).toMatch(/\b_?c\w*\(\d+\)/)
})

test('the engine has not: there is no React in it', async () => {
  expect(await served('uploader/progress.ts')).not.toMatch(/compiler-runtime/)
})
