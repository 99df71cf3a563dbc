import { StrictMode, version } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { Page } from './page.tsx'

hydrateRoot(
  document,
  <StrictMode>
    <Page />
  </StrictMode>,
  {
    onRecoverableError(error) {
      console.error('recovered from', error)
    },
  },
)
Object.assign(window, { reactVersion: version })
