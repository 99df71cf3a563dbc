import type { Preview } from '@storybook/react-vite'
import { StrictMode } from 'react'
import { configure } from 'storybook/test'
import '../stories/layer-order.css'
import 'react-presigned/styles.css'
import './preview.css'

// Plays wait this long for what a busy machine is slow to show; a second is the default.
configure({ asyncUtilTimeout: 15_000 })

const preview: Preview = {
  decorators: [
    (Story) => (
      <StrictMode>
        <Story />
      </StrictMode>
    ),
  ],
  globalTypes: {
    scheme: {
      description: 'Colour scheme',
      toolbar: { title: 'Scheme', icon: 'circlehollow', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Writing direction',
      toolbar: { title: 'Direction', icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
  },
  initialGlobals: { scheme: 'light', direction: 'ltr' },
  beforeEach({ globals }) {
    document.documentElement.dataset['scheme'] = String(globals['scheme'])
    document.documentElement.dir = String(globals['direction'])
  },
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true },
    layout: 'padded',
  },
  tags: ['autodocs'],
}

export default preview
