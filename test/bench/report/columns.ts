import type { Column } from '../scenario.ts'

export const preflights: Column = { title: 'preflights', of: ({ report }) => report.preflights }
export const listed: Column = { title: 'list, ms', of: ({ seen }) => seen.listMs }
export const maxTask: Column = { title: 'longest task, ms', of: ({ seen }) => seen.maxTaskMs }
export const commits: Column = { title: 'commits', of: ({ seen }) => seen.commits }
export const heapPeak: Column = { title: 'heap at its highest, MB', of: ({ seen }) => seen.heapMb?.peak }
export const heapAfter: Column = { title: 'heap afterwards, MB', of: ({ seen }) => seen.heapMb?.after }
export const memoryPeak: Column = {
  title: 'process at its highest, MB',
  of: ({ peakMemoryMb }) => peakMemoryMb,
}
export const again: Column = { title: 'sent twice', of: ({ report }) => report.again }
export const maxOpen: Column = { title: 'most open', of: ({ report }) => report.maxOpen }
