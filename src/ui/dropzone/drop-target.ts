import { hasFiles, isTextPaste, originOf } from './file-transfer.ts'

type DropTargetOptions = {
  /** Whether the dropzone with this root accepts files now. */
  isEnabled(root: Element): boolean
  /** Called with the files that are dragged over the root; with `undefined` once they are not. */
  setDrag(transfer: DataTransfer | undefined): void
  onTransfer(transfer: DataTransfer): void
}

// Events that an inner dropzone has handled are not for the one around it.
const handledEvents = new WeakSet<Event>()

/**
 * Handles `dragenter`, `dragover`, `dragleave`, `drop` and `paste` on the root of a dropzone. Drags and pastes without
 * files keep their default, so that text can be dragged into a text field inside.
 */
export function createDropTarget({ isEnabled, setDrag, onTransfer }: DropTargetOptions) {
  // What the drag has entered and not left. The element that is entered is reported before the one that is left, and
  // none is reported for one that was removed; Safari has no `relatedTarget` in drag events.
  let entered: readonly Node[] = []

  function setEntered(next: readonly Node[], transfer?: DataTransfer) {
    const wasOver = entered.length > 0
    entered = next
    const isOver = next.length > 0
    if (isOver !== wasOver) setDrag(isOver ? transfer : undefined)
  }

  function onDrag(event: DragEvent, transfer: DataTransfer, root: Element) {
    const target = originOf(event) as Node
    const others = entered.filter((node) => node !== target && node.isConnected)
    const { type, relatedTarget } = event
    if (type === 'dragleave') {
      const hasLeft = relatedTarget && !root.contains(relatedTarget as Node)
      return setEntered(hasLeft ? [] : others)
    }
    const isDrop = type === 'drop'
    if (isDrop) setEntered([])
    // A disabled dropzone does not pass on what is dropped on it. The default of its events is prevented by the document.
    const isAccepted = !handledEvents.has(event) && isEnabled(root)
    handledEvents.add(event)
    if (!isAccepted) return
    event.preventDefault()
    if (isDrop) return onTransfer(transfer)
    transfer.dropEffect = 'copy'
    // A `dragover` starts a drag over that a lost `dragenter` has not.
    if (type === 'dragenter' || entered.length === 0) setEntered([...others, target], transfer)
  }

  function onPaste(event: ClipboardEvent, transfer: DataTransfer, root: Element) {
    if (event.defaultPrevented || isTextPaste(originOf(event), transfer)) return
    event.preventDefault()
    if (isEnabled(root)) onTransfer(transfer)
  }

  return (event: DragEvent | ClipboardEvent, root: Element): void => {
    if ('clipboardData' in event) {
      if (hasFiles(event.clipboardData)) onPaste(event, event.clipboardData, root)
    } else if (hasFiles(event.dataTransfer)) onDrag(event, event.dataTransfer, root)
  }
}
