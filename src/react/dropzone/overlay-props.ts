import type { RefCallback } from 'react'

/** Attributes of what is shown above the whole page while files are held there. Empty where nothing is. */
export type OverlayProps = { ref: RefCallback<HTMLElement>; popover: 'manual'; 'aria-hidden': true }

/** In the browser's top layer: no dialog, no transform and no overflow of the page is in the way. */
export const overlayProps: OverlayProps = {
  ref(element) {
    // Before 2024 browsers had none; then it is placed by its styles alone.
    if (element && 'showPopover' in element && element.isConnected) element.showPopover()
  },
  popover: 'manual',
  'aria-hidden': true,
}
