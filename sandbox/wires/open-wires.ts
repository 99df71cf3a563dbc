import { createAssuredWire } from './assured/create-assured-wire.ts'
import { createAymaraWire } from './aymara/create-aymara-wire.ts'
import { createPerseusWire } from './perseus/create-perseus-wire.ts'
import type { Wire, WireContext } from './wire.ts'
import { createWriftaiWire } from './wriftai/create-wriftai-wire.ts'

/** The file APIs of the four vendors. */
export async function openWires(context: WireContext): Promise<readonly Wire[]> {
  return [
    createWriftaiWire(context),
    await createAymaraWire(context),
    await createPerseusWire(context),
    createAssuredWire(context),
  ]
}
