/**
 * Bytes that are not shared with a worker: `Uint8Array<ArrayBuffer>`, as a type that the declarations of the package can
 * contain. Before version 5.7 of TypeScript, typed arrays are not generic.
 */
export type Bytes = ReturnType<Uint8Array['slice']>
