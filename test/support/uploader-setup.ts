import { loadRunner } from '../../src/uploader/load-runner.ts'

// Loads the lazy code that runs uploads, so that tests with a fake clock see an upload start in a microtask.
await loadRunner({ types: true, bulk: true })
