import type { MessageGroup } from './message-groups.ts'
import type { MessageGroupName, UploadMessages } from './messages.ts'

type LoadedMessages = { readonly [Name in MessageGroupName]?: UploadMessages[Name] }

const maxRetryDelayMs = 30_000

let loaded: LoadedMessages = {}
const listeners = new Set<() => void>()
const loading = new Set<MessageGroupName>()

/** The English texts that have been loaded so far; the same object until there are more. */
export function getLoadedEnglish(): LoadedMessages {
  return loaded
}

/** Loads the English texts of a group and notifies of them. A chunk that fails to load is retried while anyone listens. */
export function subscribeEnglish<Name extends MessageGroupName>(
  group: MessageGroup<Name>,
  listener: () => void,
): () => void {
  listeners.add(listener)
  if (!loaded[group.name] && !loading.has(group.name)) {
    loading.add(group.name)
    void load(group)
  }
  return () => {
    listeners.delete(listener)
  }
}

async function load<Name extends MessageGroupName>(group: MessageGroup<Name>, delayMs = 1_000) {
  try {
    const messages = await group.load()
    loaded = { ...loaded, [group.name]: messages }
    loading.delete(group.name)
    for (const listener of listeners) listener()
  } catch {
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    if (listeners.size > 0) return load(group, Math.min(delayMs * 2, maxRetryDelayMs))
    loading.delete(group.name)
  }
}
