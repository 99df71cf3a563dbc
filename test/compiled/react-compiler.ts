import { transformAsync } from '@babel/core'
import type { Plugin } from 'vite'

const compiled = /\/src\/react\/.+\.tsx?$/

/** Has the React Compiler go over hooks and components. It keeps TypeScript and JSX: those are Vite's to take out. */
export function reactCompiler(): Plugin {
  return {
    name: 'react-compiler',
    enforce: 'pre',
    async transform(code, id) {
      if (!compiled.test(id)) return null
      const result = await transformAsync(code, {
        filename: id,
        configFile: false,
        babelrc: false,
        sourceMaps: true,
        parserOpts: { plugins: ['typescript', 'jsx'] },
        plugins: ['babel-plugin-react-compiler'],
      })
      return { code: result?.code ?? code, map: result?.map ?? null }
    },
  }
}
