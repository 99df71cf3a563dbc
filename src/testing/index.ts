export { createFakeBackend, type FakeBackendOptions } from './fake-backend.ts'
export { createScriptedTransfer, type TransferScript } from './scripted-transfer.ts'
export { testBackend } from './contract/test-backend.ts'
export type { BackendMethod, OpenedBackend, TestBackendOptions, TestRunner } from './contract/options.ts'
