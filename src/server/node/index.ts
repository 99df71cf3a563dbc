export { toNodeListener, type NodeListenerOptions } from './listener.ts'
