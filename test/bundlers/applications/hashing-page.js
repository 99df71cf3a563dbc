'use client'

import { createElement } from 'react'
import { UploadProvider, useUploadFile } from 'react-presigned'

// The page of every application here: an input, and the digest that the backend received.

const backend = {
  name: 'requires-digests',
  contentHash: 'sha-256',
  async sign(intents) {
    return intents.map(({ uploadId, name, contentHash }) => ({
      target: { type: 'none' },
      file: { id: uploadId, name, status: 'completed', contentHash, raw: undefined },
    }))
  },
}

function Hashing() {
  const { upload, file, error } = useUploadFile()
  const onChange = ({ target }) => upload(target.files[0]).catch(() => undefined)
  return createElement(
    'main',
    null,
    createElement('input', { type: 'file', onChange }),
    createElement('output', null, error?.message ?? file?.contentHash),
  )
}

export function HashingPage() {
  return createElement(UploadProvider, { backend }, createElement(Hashing))
}
