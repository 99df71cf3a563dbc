/** The whole script of the worker. The build writes it here; in the source there is but the file. */
export const packedWorker: string = ''
