/** The element that an event was dispatched on. `event.target` is the host where that is inside a shadow root. */
export function originOf(event: Event): EventTarget | null {
  // eslint-disable-next-line no-restricted-syntax -- The path is empty once the event has been dispatched.
  return event.composedPath()[0] ?? event.target
}

/** Whether a drag or a paste carries files. Events that tests construct may lack `types`, or anything else. */
export function hasFiles(transfer: DataTransfer | null | undefined): transfer is DataTransfer {
  const { types, files } = (transfer ?? {}) as Partial<DataTransfer>
  return types ? Array.from(types).includes('Files') : Boolean(files?.length)
}

/** The items of a drag or a paste that are files. Events that tests construct may carry `files` alone. */
export function transferItems(transfer: DataTransfer): readonly DataTransferItem[] {
  const { items } = transfer as Partial<DataTransfer>
  return Array.from(items ?? []).filter(({ kind }) => kind === 'file')
}

/**
 * Whether a paste belongs to the text field that it is dispatched on. Spreadsheets and word processors put an image of
 * the text beside it; files without text are of no use to a plain field.
 */
export function isTextPaste(target: EventTarget | null, transfer: DataTransfer): boolean {
  if (isContentEditable(target)) return true
  const { types = [] } = transfer as Partial<DataTransfer>
  return isTextField(target) && Array.from(types).some((type) => type.startsWith('text/'))
}

/** Whether what is pasted into an element becomes its text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!isElement(target)) return false
  if (target.localName === 'textarea' || isContentEditable(target)) return true
  return isInput(target, (type) => !nonTextInputTypes.has(type))
}

const nonTextInputTypes = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
])

export function isInput(target: EventTarget | null, hasType: (type: string) => boolean): boolean {
  return isElement(target) && target.localName === 'input' && hasType((target as HTMLInputElement).type)
}

function isContentEditable(target: EventTarget | null): boolean {
  return isElement(target) && (target as HTMLElement).isContentEditable
}

// `instanceof` does not recognise elements of another window: https://developer.mozilla.org/docs/Web/JavaScript/Reference/Operators/instanceof#instanceof_and_multiple_realms
function isElement(target: EventTarget | null): target is Element {
  return target !== null && 'nodeType' in target && target.nodeType === 1
}
