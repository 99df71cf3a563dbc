import { expect, test } from 'vitest'
import { flattenAccept, type AcceptedTypes } from '../../../src/ui/dropzone/accepted-types.ts'
import { validateDrag, type DragRules } from '../../../src/ui/dropzone/validate-drag.ts'

function stateOf(type: string, accept: AcceptedTypes | undefined, rules: Partial<DragRules> = {}) {
  const acceptedTypes = flattenAccept(accept)
  return validateDrag([type], { acceptedTypes, remainingSlots: Infinity, hasValidator: false, ...rules })
    .state
}

test.each([
  ['image/heif', { 'image/heic': ['.heic'] }],
  ['image/heif', { 'image/heic': [] }],
  ['image/heic', { 'image/*': [] }],
  ['application/vnd.ms-excel', { 'text/csv': [] }],
  ['video/matroska', { 'video/x-matroska': [] }],
  ['video/ogg', { 'audio/x-opus': ['.opus'] }],
  ['audio/x-mpegurl', { 'application/vnd.apple.mpegurl': [] }],
  ['text/plain', { 'text/markdown': [] }],
  ['text/plain', { 'application/json': ['.json'] }],
  ['', { 'image/*': [] }],
  ['application/x-moz-file', { 'image/*': [] }],
])('validateDrag › is not certain about %s over %o', (type, accept: AcceptedTypes) => {
  expect(stateOf(type, accept)).toBe('unknown')
})

test('validateDrag › accepts types that have one name everywhere', () => {
  expect(stateOf('image/png', { 'image/*': [] })).toBe('accept')
  expect(stateOf('video/mp4', { 'video/mp4': ['.mp4'] })).toBe('accept')
  expect(stateOf('application/x-anything', undefined)).toBe('accept')
})

test('validateDrag › rejects a type of another kind, or one that has a single name and is not listed', () => {
  expect(stateOf('text/plain', { 'image/*': [] })).toBe('reject')
  expect(stateOf('image/x-canon-cr2', { 'text/*': [], 'audio/*': [] })).toBe('reject')
  expect(stateOf('image/png', { 'image/jpeg': [] })).toBe('reject')
  expect(stateOf('application/pdf', { 'image/*': [] })).toBe('reject')
})

test('validateDrag › leaves the decision to the check of the application', () => {
  expect(stateOf('image/png', { 'image/*': [] }, { hasValidator: true })).toBe('unknown')
})

test('validateDrag › counts the files that do not fit', () => {
  const rules = { acceptedTypes: ['image/*'], remainingSlots: 1, hasValidator: false }
  expect(validateDrag(['image/png', 'text/css', 'image/png', 'image/gif'], rules)).toEqual({
    state: 'reject',
    total: 4,
    invalidTypeCount: 1,
    tooMany: 2,
  })
})
