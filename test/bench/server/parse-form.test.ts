import { expect, test } from 'vitest'
import { parseForm } from './parse-form.ts'

test('parseForm › returns the fields and the file of a form', async () => {
  const form = new FormData()
  form.append('key', 'file-1.bin')
  form.append('policy', 'two\r\nlines')
  const bytes = new Uint8Array([13, 10, 45, 45, 0, 255])
  form.append('file', new File([bytes], 'file-1.bin'))

  const { fields, file } = parseForm(Buffer.from(await new Response(form).arrayBuffer()))
  expect(fields.get('key')).toBe('file-1.bin')
  expect(fields.get('policy')).toBe('two\r\nlines')
  expect([...file]).toEqual([...bytes])
})
