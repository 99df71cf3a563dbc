import { fileURLToPath } from 'node:url'

/** Leads every import of React, the dependencies' too, to the one of this folder. */
export const react18 = {
  find: /^(react|react-dom)(\/.+)?$/,
  replacement: `${fileURLToPath(new URL('node_modules', import.meta.url))}/$1$2`,
}
