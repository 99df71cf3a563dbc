import { createSHA256 } from 'hash-wasm'

const pieceSize = 4 * 2 ** 20

self.onmessage = ({ data: file }: MessageEvent<File>) => {
  void (async () => {
    const hash = await createSHA256()
    for (let at = 0; at < file.size; at += pieceSize) {
      hash.update(new Uint8Array(await file.slice(at, at + pieceSize).arrayBuffer()))
    }
    self.postMessage(hash.digest())
  })()
}
