// A module of its own, loaded on demand: `import('hash-wasm')` would load all of its algorithms (64 kB), since bundlers
// tree-shake only static imports.
import { createCRC32, createCRC64, createMD5, createSHA256 } from 'hash-wasm'
import type { Hashers } from './digest.ts'

// CRC-64/NVME in reflected notation: https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-nvme
const nvmePolynomial = '9a6c9329ac4bc9b5'

export const wasmHashers: Hashers = {
  md5: createMD5,
  'sha-256': createSHA256,
  crc32: () => createCRC32(),
  crc64nvme: () => createCRC64(nvmePolynomial),
}
