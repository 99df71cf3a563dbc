import type { GalleryMessages } from '../messages.ts'
import { number } from './words.ts'

/** English texts of the video frame gallery. */
export const gallery: GalleryMessages = {
  label: 'Video frames',
  empty: 'No frames are available for this video.',
  loading: 'Loading frames…',
  processing: 'Frames appear here while the video is processed.',
  notVideo: 'This file is not a video.',
  failed: 'The frames could not be loaded.',
  retry: 'Try again',
  count({ arrived, count }) {
    const frames = `${number(count)} ${count === 1 ? 'frame' : 'frames'}`
    return arrived < count ? `${number(arrived)} of ${frames}` : frames
  },
  failedCount: (count) =>
    count === 1 ? '1 frame could not be loaded.' : `${number(count)} frames could not be loaded.`,
  frameLabel({ number: place, count, time }) {
    const frame = `Frame ${number(place)} of ${number(count)}`
    return time === undefined ? frame : `${frame}, at ${time}`
  },
  frameLoading: 'Loading frame',
  frameFailed: 'This frame could not be loaded',
  openFrame: 'Open frame',
  close: 'Close',
  previousFrame: 'Previous frame',
  nextFrame: 'Next frame',
  scrubberLabel: 'Frame',
  labelOf: (name) => `Video frames of ${name}`,
  localPreview: 'Preview from your file',
  localPreviewLabel: ({ number: place, time }) =>
    time === undefined ? `Picture ${number(place)}` : `Picture at ${time}`,
  selectedCount: (count) => `${number(count)} selected`,
  deselectAll: 'Deselect all',
  typeahead: (time) => `Go to ${time}`,
  play: 'Play frames',
  pause: 'Pause',
  viewportLabel: 'Picture',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  openOriginal: 'Open original in a new tab',
  downloadOriginal: 'Download original',
  retryFrame: 'Try this frame again',
}
