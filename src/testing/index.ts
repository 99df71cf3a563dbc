export { createFakeBackend, type FakeBackendOptions } from './fake-backend.ts'
export { createScriptedTransfer, type TransferScript } from './scripted-transfer.ts'
