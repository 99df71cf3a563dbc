import { fileURLToPath } from 'node:url'

/** Resolves every import of React, in dependencies as well, to the version in this folder. */
export const react18 = {
  find: /^(react|react-dom)(\/.+)?$/,
  replacement: `${fileURLToPath(new URL('node_modules', import.meta.url))}/$1$2`,
}
