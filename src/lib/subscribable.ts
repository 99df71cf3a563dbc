/** Listeners and how they are notified. */
export type Subscribable<T> = {
  /** Adds a listener; returns what removes it. */
  subscribe(listener: (value: T) => void): () => void
  /** Calls the current listeners. An error that one throws is reported and does not stop the others. */
  notify(value: T): void
  readonly size: number
}

type Subscription<T> = { listener: ((value: T) => void) | undefined }

/**
 * A list of listeners.
 *
 * @param connect called with the first subscription; what it returns is called after the last one has ended
 */
export function createSubscribable<T = void>(connect?: () => () => void): Subscribable<T> {
  // An array, not a Set: V8 chains the old hash tables of a Set whose entries come and go, and with them what they held.
  const subscriptions: Subscription<T>[] = []
  let disconnect: (() => void) | undefined

  return {
    subscribe(listener) {
      const subscription: Subscription<T> = { listener }
      subscriptions.push(subscription)
      if (subscriptions.length === 1) disconnect = connect?.()
      return () => {
        const index = subscriptions.indexOf(subscription)
        if (index < 0) return
        subscription.listener = undefined
        subscriptions.splice(index, 1)
        if (subscriptions.length > 0) return
        disconnect?.()
        disconnect = undefined
      }
    },
    notify(value) {
      if (subscriptions.length === 0) return
      // A copy: a listener may subscribe or unsubscribe others, or itself again.
      for (const subscription of [...subscriptions]) {
        try {
          subscription.listener?.(value)
        } catch (error) {
          reportListenerError(error)
        }
      }
    },
    get size() {
      return subscriptions.length
    },
  }
}

/** Reports as browsers do for event listeners, and as Node does where there is no `reportError`. */
function reportListenerError(error: unknown) {
  if (typeof reportError === 'function') {
    reportError(error)
    return
  }
  queueMicrotask(() => {
    throw error
  })
}
