import { isNumber } from '../guard/is-number.ts'
import { isString } from '../guard/is-string.ts'
import { listOf } from '../guard/list-of.ts'
import { optional } from '../guard/optional.ts'
import { shape } from '../guard/shape.ts'

export type CorsRule = {
  id?: string | undefined
  origins: readonly string[]
  methods: readonly string[]
  headers: readonly string[]
  exposed: readonly string[]
  maxAgeSeconds?: number | undefined
}

export type StoredBucket = { name: string; createdAt: number; cors: readonly CorsRule[] }

const isCorsRule = shape<CorsRule>({
  id: optional(isString),
  origins: listOf(isString),
  methods: listOf(isString),
  headers: listOf(isString),
  exposed: listOf(isString),
  maxAgeSeconds: optional(isNumber),
})

export const isStoredBucket = shape<StoredBucket>({
  name: isString,
  createdAt: isNumber,
  cors: listOf(isCorsRule),
})
