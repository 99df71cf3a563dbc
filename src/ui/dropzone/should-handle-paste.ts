/**
 * Whether the pasted is for a text field. What carries words goes to the field that has the focus, as a cell of a
 * spreadsheet does, which comes with a picture of itself; what carries files alone is of no use to a plain field.
 */
export function isTextPaste(target: EventTarget | null, pasted: DataTransfer): boolean {
  if (!(target instanceof HTMLElement)) return false
  // Editors take pictures.
  if (target.isContentEditable) return true
  return isTextField(target) && pasted.types.some((type) => type.startsWith('text/'))
}

/** Whether text can be written in it. */
export function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLInputElement) return !nonTextInputTypes.has(target.type)
  return target instanceof HTMLElement && target.isContentEditable
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
