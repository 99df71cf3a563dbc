'use client'

import { createElement } from 'react'
import { UploadProvider } from 'react-presigned'

const backend = {
  name: 'rejects-everything',
  sign: async (intents) => intents.map(() => new Error('Not here.')),
}

/** A client boundary: a backend consists of functions, which a Server Component can't pass to a Client Component. */
export function Uploads({ children }) {
  return createElement(UploadProvider, { backend }, children)
}
