import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, loadConfigFromFile, type PluginOption } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the entry points of the measured imports are written. */
export const workFolder = join(root, 'node_modules/.cache/size')

/** Builds the package as it is published, without declarations and source maps, into `workFolder/node_modules`. */
export async function buildPackage(): Promise<string> {
  const folder = join(workFolder, 'node_modules/react-presigned')
  await rm(workFolder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const loaded = await loadConfigFromFile(
    { command: 'build', mode: 'production' },
    join(root, 'vite.config.ts'),
  )
  if (!loaded) throw new Error('vite.config.ts was not found.')
  const { config } = loaded
  await build({
    ...config,
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: (await flatten(config.plugins)).filter(({ name }) => !name.includes('dts')),
    build: {
      ...config.build,
      outDir: join(folder, 'dist'),
      emptyOutDir: true,
      sourcemap: false,
      reportCompressedSize: false,
    },
  })
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { exports: object }
  // Modules that are not exported yet can be measured by their path.
  const exports = { ...manifest.exports, './dist/*': './dist/*' }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, exports }))
  // A package scope of its own: otherwise `react-presigned` would mean the repository itself.
  await writeFile(join(workFolder, 'package.json'), '{ "private": true, "type": "module" }')
  return folder
}

async function flatten(option: PluginOption): Promise<{ name: string }[]> {
  const plugin = await option
  if (!plugin) return []
  if (!Array.isArray(plugin)) return [plugin]
  return (await Promise.all(plugin.map(flatten))).flat()
}
