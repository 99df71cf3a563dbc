import { focusablesIn } from './focusables.ts'

/** The way back to adding files: what takes the focus in the dropzone that shares the nearest ancestor with `node`. */
export function nearestDropzone(node: Element): HTMLElement | undefined {
  for (let above: Element | null = node; above; above = above.parentElement) {
    // `useFileDropzone` marks its root by it, whatever the markup is.
    const dropzone = above.querySelector('[data-drag]')
    if (dropzone) return focusablesIn(dropzone)[0]
  }
  return undefined
}
