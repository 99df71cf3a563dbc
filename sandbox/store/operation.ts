import type { Call } from './call.ts'
import type { Store } from './store.ts'
import type { Answer } from './wire/answer.ts'

export type Operation = (call: Call, store: Store) => Answer | Promise<Answer>
