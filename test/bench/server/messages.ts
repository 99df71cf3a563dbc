import type { FilesPlan } from '../shared/files.ts'
import type { Network } from '../shared/network.ts'
import type { Report } from './request-log.ts'

export type ToServer = { type: 'run'; network: Network; files: FilesPlan } | { type: 'report' }

export type FromServer =
  { type: 'open'; url: string } | { type: 'ready' } | { type: 'report'; report: Report }
