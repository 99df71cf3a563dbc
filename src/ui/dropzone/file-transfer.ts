/** The element that an event was dispatched on. `event.target` is the host where that is inside a shadow root. */
export function originOf(event: Event): EventTarget | null {
  return event.composedPath()[0] ?? event.target
}

/** Whether a drag or a paste carries files. Events that tests construct may lack `types`. */
export function hasFiles(transfer: DataTransfer | null | undefined): transfer is DataTransfer {
  if (!transfer) return false
  const { types } = transfer as Partial<DataTransfer>
  return types ? Array.from(types).includes('Files') : transfer.files.length > 0
}

/** The items of a drag or a paste that are files. Events that tests construct may carry `files` alone. */
export function transferItems(transfer: DataTransfer): readonly DataTransferItem[] {
  const { items } = transfer as Partial<DataTransfer>
  return Array.from(items ?? []).filter(({ kind }) => kind === 'file')
}
