let address: string | undefined

/**
 * Starts the worker from text that came as a module: for where its file is not found (Vite before 8 loses it while it
 * pre-bundles dependencies) or is of another origin (a CDN's).
 */
export async function startInlineWorker(): Promise<Worker | undefined> {
  const { packedWorker } = await import('./inline-worker.ts')
  if (packedWorker === '') return undefined
  address ??= URL.createObjectURL(new Blob([packedWorker], { type: 'text/javascript' }))
  return new Worker(address, { type: 'module' })
}
