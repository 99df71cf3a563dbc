type Keys = { altKey: boolean; ctrlKey: boolean; metaKey: boolean }

/** Whether the browser or the system may mean something by the key. */
export function hasModifier({ altKey, ctrlKey, metaKey }: Keys): boolean {
  return altKey || ctrlKey || metaKey
}
