import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeForm } from '../../../src/uploader/bulk/encode-form.ts'

const text = fc.string({ unit: 'grapheme' }).filter((value) => !/[\uD800-\uDFFF]/.test(value))

test('encodeForm › is decoded by the platform’s parser', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.stringMatching(/^[a-z-]{1,20}$/), text, { maxKeys: 8 }),
      fc.stringMatching(/^[^"\r\n\\]{1,30}$/),
      fc.uint8Array({ maxLength: 2_000 }),
      async (fields, name, bytes) => {
        const form = encodeForm(fields, { field: 'the file', name, contentType: 'image/png', bytes })
        const request = new Response(form.bytes, { headers: { 'content-type': form.contentType } })
        const read = await request.formData()
        const entries = [...read.entries()]
        const [field, file] = entries.pop() ?? []
        const crlf = (value: string) => value.replace(/\r\n?|\n/g, '\r\n')
        expect(entries).toEqual(Object.entries(fields).map(([key, value]) => [key, crlf(value)]))
        expect(field).toBe('the file')
        if (!(file instanceof File)) throw new Error('The last field is no file.')
        expect(file).toMatchObject({ name, type: 'image/png' })
        expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes)
      },
    ),
  )
})

test('encodeForm › escapes names as browsers do', () => {
  const { bytes } = encodeForm(
    {},
    { field: 'file', name: 'a"b\r\nX-Evil: 1.txt', contentType: 'text/plain', bytes: new Uint8Array() },
  )
  expect(new TextDecoder().decode(bytes)).toContain('filename="a%22b%0D%0AX-Evil: 1.txt"\r\n')
})

test('encodeForm › uses a new boundary for each form', () => {
  const file = { field: 'file', name: 'a', contentType: 'text/plain', bytes: new Uint8Array() }
  const types = Array.from({ length: 50 }, () => encodeForm({}, file).contentType)
  expect(new Set(types).size).toBe(50)
})
