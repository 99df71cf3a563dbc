import type { StorybookConfig } from '@storybook/react-vite'
import remarkGfm from 'remark-gfm'

const sandbox = {
  target: process.env['SANDBOX_URL'] ?? 'http://127.0.0.1:6007',
  rewrite: (path: string) => path.replace(/^\/sandbox/, ''),
}

const config: StorybookConfig = {
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: [
    // MDX alone takes a table for a paragraph.
    {
      name: '@storybook/addon-docs',
      options: { mdxPluginOptions: { mdxCompileOptions: { remarkPlugins: [remarkGfm] } } },
    },
    '@storybook/addon-a11y',
    '@storybook/addon-vitest',
  ],
  // A configuration of its own: the package's would build a library.
  framework: {
    name: '@storybook/react-vite',
    options: { builder: { viteConfigPath: '.storybook/vite.config.ts' } },
  },
  typescript: { reactDocgen: 'react-docgen-typescript' },
  // The sandbox's API under Storybook's own origin, as an application's server has its routes. Storybook sets
  // Vite's `server` itself: a proxy in the configuration file would be lost.
  viteFinal: (vite) => ({ ...vite, server: { ...vite.server, proxy: { '/sandbox': sandbox } } }),
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
}

export default config
