import { promisify } from 'node:util'
import webpack from 'webpack'

const compiler = webpack({
  mode: 'production',
  entry: './main.js',
  output: { path: `${import.meta.dirname}/dist`, publicPath: '/' },
  performance: false,
})
const stats = await promisify(compiler.run.bind(compiler))()
if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString())
