import { expect, test } from 'vitest'
import { contentOf } from '../content-of.ts'
import { createCheck } from './create-check.ts'

const file = { name: 'file-00007.bin', size: 20_000_000 }
const content = Buffer.concat([...contentOf(file)])

test('content check › accepts a file in chunks of any size', () => {
  const check = createCheck(file.name)
  for (let at = 0; at < content.length; at += 65_521) check.take(content.subarray(at, at + 65_521))
  expect([check.isRight(), check.size()]).toEqual([true, file.size])
})

test('content check › detects a wrong byte, another file and another part', () => {
  const broken = Buffer.from(content)
  broken[12_345_678] = (broken[12_345_678] ?? 0) ^ 1
  const another = createCheck('file-00008.bin')
  another.take(content)
  const part = createCheck(file.name, 8 * 2 ** 20)
  part.take(content.subarray(0, 8 * 2 ** 20))
  const touched = createCheck(file.name)
  touched.take(broken)
  expect([touched, another, part].map((check) => check.isRight())).toEqual([false, false, false])
})
