export type HashAlgorithm = 'sha-256' | 'md5' | 'crc32'
