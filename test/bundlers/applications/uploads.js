'use client'

import { createElement } from 'react'
import { UploadProvider } from 'react-presigned'

const backend = { name: 'takes-nothing', sign: async (intents) => intents.map(() => new Error('Not here.')) }

/** What an application's own boundary is: a backend is made of functions, which no server can hand to a browser. */
export function Uploads({ children }) {
  return createElement(UploadProvider, { backend }, children)
}
