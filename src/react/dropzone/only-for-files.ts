import type { DOMAttributes, DragEvent } from 'react'
import { hasFiles } from '../../ui/dropzone/has-files.ts'

const names = ['onDragEnter', 'onDragOver', 'onDragLeave', 'onDrop'] as const

type Handlers = Pick<DOMAttributes<HTMLElement>, (typeof names)[number]>

/** Lets words be dragged into a text field of a dropzone: react-dropzone would keep every drag for itself. */
export function onlyForFiles(handlers: Handlers, own: Handlers | undefined): Handlers {
  return Object.fromEntries(
    names.map((name) => [
      name,
      (event: DragEvent<HTMLElement>) => {
        const handler = hasFiles(event.dataTransfer) ? handlers[name] : own?.[name]
        handler?.(event)
      },
    ]),
  )
}
