import { expect, test } from 'vitest'
import * as index from 'react-presigned'
import * as server from 'react-presigned/server'
import * as testing from 'react-presigned/testing'

// A name that appears or goes changes what applications are written against: change these lists on purpose.
const names = (module: object) => Object.keys(module).sort()

test('react-presigned', () => {
  expect(names(index)).toMatchInlineSnapshot()
})

test('react-presigned/server', () => {
  expect(names(server)).toMatchInlineSnapshot()
})

test('react-presigned/testing', () => {
  expect(names(testing)).toMatchInlineSnapshot()
})
