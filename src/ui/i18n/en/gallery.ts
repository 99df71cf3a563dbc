import type { GalleryMessages } from '../messages.ts'
import { number } from './words.ts'

/** English texts of the video frame gallery. */
export const gallery: GalleryMessages = {
  label: 'Video frames',
  empty: 'No frames are available for this video.',
  loading: 'Loading frames…',
  processing: 'Frames will appear here while the video is processed.',
  notVideo: 'This file is not a video.',
  failed: "Frames couldn't be loaded.",
  retry: 'Try again',
  count({ arrived, count }) {
    const frames = `${number(count)} ${count === 1 ? 'frame' : 'frames'}`
    return arrived < count ? `${number(arrived)} of ${frames}` : frames
  },
  failedCount: (count) =>
    count === 1 ? "1 frame couldn't be loaded." : `${number(count)} frames couldn't be loaded.`,
  frameLabel({ number: position, count, time }) {
    const frame = `Frame ${number(position)} of ${number(count)}`
    return time === undefined ? frame : `${frame}, at ${time}`
  },
  frameLoading: 'Loading frame',
  frameFailed: "Frame couldn't be loaded",
  openFrame: 'Open frame',
  close: 'Close',
  previousFrame: 'Previous frame',
  nextFrame: 'Next frame',
  scrubberLabel: 'Frame',
  labelOf: (name) => `Video frames of ${name}`,
  localPreview: 'Preview from your device',
  localPreviewLabel: ({ number: position, time }) =>
    time === undefined ? `Preview ${number(position)}` : `Preview at ${time}`,
  selectedCount: (count) => `${number(count)} selected`,
  deselectAll: 'Deselect all',
  typeahead: (time) => `Go to ${time}`,
  play: 'Play frames',
  pause: 'Pause',
  viewportLabel: 'Image',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  openOriginal: 'Open original in a new tab',
  downloadOriginal: 'Download original',
  retryFrame: 'Reload frame',
}
