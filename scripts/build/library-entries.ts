import { readdirSync } from 'node:fs'

/**
 * Modules that the front door shares with code that is loaded on demand. They are published as one file, `shared.js`,
 * every other module as a file of its own.
 *
 * A bundler emits a chunk for every set of chunks that a file is used by. In an application's bundle, twenty small files
 * that are used by different sets would become a dozen chunks, which compress worse than a single one: 1.8 kB more for
 * an upload. Exports of `shared.js` that an application does not use are removed by its bundler.
 */
const sharedModules =
  /^(errors|model\/(?!accept\.)[^/]+|lib\/(abort|batcher|load-chunk|network|pool|subscribable|time)|backends\/s3\/load-s3|http\/(api-call|response)|uploader\/(backend-key|checkpoint|create-id|create-upload|progress|retry-policy|speed|throughput|upload|upload-stats)|uploader\/diagnostics\/transfer-error|uploader\/transfer\/xhr-transfer)\.ts$/

/** Bundled into a script by itself. */
const hashWorker = 'uploader/hashing/hash-worker.ts'

/** The file that a module, by its path below `src/`, shares with others; `undefined` where it has one of its own. */
export function sharedFileOf(path: string): string | undefined {
  return sharedModules.test(path) ? 'shared' : undefined
}

/** The modules that are published as files, by their names without extension: code and declarations lie side by side. */
export function libraryEntries(): Record<string, string> {
  const paths = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !sharedFileOf(path) && path !== hashWorker)
  return Object.fromEntries(paths.map((path) => [path.replace(/\.tsx?$/, ''), `src/${path}`]))
}
