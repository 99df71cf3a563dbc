import { startPage } from './page.ts'
import { hashByHand } from './raw/hash-by-hand.ts'
import { rawList } from './raw/raw-list.tsx'
import { sendFiles } from './raw/send-files.ts'

startPage({
  send: (job) => (files) => sendFiles(files, job),
  list: rawList,
  hash: hashByHand,
})
