import { loadChunk } from '../load-chunk.ts'
import type { MessageGroup } from './message-groups.ts'
import type { MessageGroupName, UploadMessages } from './messages.ts'

type LoadedMessages = { readonly [Name in MessageGroupName]?: UploadMessages[Name] }

let loaded: LoadedMessages = {}
const listeners = new Set<() => void>()
const loading = new Set<MessageGroupName>()

/** The English texts that have been loaded so far. */
export function getLoadedEnglish(): LoadedMessages {
  return loaded
}

/** Loads the English texts of a group, and notifies the listener when there are more. */
export function subscribeEnglish<Name extends MessageGroupName>(
  group: MessageGroup<Name>,
  listener: () => void,
): () => void {
  listeners.add(listener)
  if (!loaded[group.name] && !loading.has(group.name)) void load(group)
  return () => {
    listeners.delete(listener)
  }
}

async function load<Name extends MessageGroupName>(group: MessageGroup<Name>) {
  loading.add(group.name)
  const messages = await loadChunk(group.load, () => listeners.size > 0)
  loading.delete(group.name)
  if (!messages) return
  loaded = { ...loaded, [group.name]: messages }
  for (const listener of [...listeners]) listener()
}
