import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { isTransient, UploadError, uploadErrorCodes } from '../../src/errors.ts'

const page = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8')
const entries = page
  .split(/^### /m)
  .slice(1)
  .map((entry) => ({ code: /^`([\w-]+)`/.exec(entry)?.[1] ?? '', text: entry }))

test('docs/errors.md › has one entry for each error code', () => {
  expect(entries.map(({ code }) => code).sort()).toEqual([...uploadErrorCodes].sort())
})

test.each(entries)(
  'docs/errors.md › $code › says what it means, what to do and what the user sees',
  ({ text }) => {
    for (const label of ['Meaning', 'Retried', 'What to do', 'The user sees'])
      expect(text).toMatch(new RegExp(`^- \\*\\*${label}:\\*\\* \\S`, 'm'))
  },
)

test.each(uploadErrorCodes.filter((code) => isTransient(new UploadError(code, '', { status: 503 }))))(
  'docs/errors.md › %s › says that a transient error is retried',
  (code) => {
    expect(entries.find((entry) => entry.code === code)?.text).toContain('**Retried:** yes')
  },
)
