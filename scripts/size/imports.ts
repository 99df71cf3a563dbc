/** An import whose bundle size is measured. */
export type MeasuredImport = {
  /** Key in `sizeBudgets` of package.json. */
  id: string
  /** First column of the table. */
  label: string
  /** ES module source, bundled as an application's entry point. */
  source: string
  /** Exports missing from the package: left out of `source`. */
  missing: readonly string[]
  /** Folder that bare imports are resolved from. */
  from: 'package' | 'peers'
  /** Whether the bundle uploads a small file in a browser, to see what it loads. */
  runs: boolean
}

const base = ['UploadProvider', 'useUploadFile', 's3Backend', 'createS3Client']
const headless = [...base, 'useFileDropzone', 'useUploadRow', 'useUploadList']
const components = [...headless, 'FileDropzone', 'UploadProgress']

const rows = [
  {
    id: 'useUploadFile',
    label: '`{ UploadProvider, useUploadFile, s3Backend, createS3Client }`',
    names: base,
  },
  { id: 'headless', label: '+ `useFileDropzone`, `useUploadRow`, `useUploadList`', names: headless },
  { id: 'components', label: '+ `<FileDropzone>`, `<UploadProgress>`', names: components },
  { id: 'gallery', label: '+ `<VideoFrameGallery>`', names: [...components, 'VideoFrameGallery'] },
  {
    id: 'createUploader',
    label: '`createUploader` + s3, without React',
    names: ['createUploader', 's3Backend', 'createS3Client'],
  },
]

const others = [
  { id: 'everything', label: 'everything of `react-presigned`', source: "export * from 'react-presigned'" },
  {
    id: 'fakes',
    label: '`{ createFakeBackend, createScriptedTransfer }` of `react-presigned/testing`',
    source: "export { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'",
  },
  {
    id: 'testBackend',
    label: '`{ testBackend }` of `react-presigned/testing`',
    source: "export { testBackend } from 'react-presigned/testing'",
  },
  {
    id: 'language',
    label: 'one language of `react-presigned/messages`',
    source: "export * from 'react-presigned/messages/ar'",
  },
]

const peers = [
  {
    id: 'better-upload',
    label: '@better-upload/client `useUploadFile`, `useUploadFiles`',
    source: "export { useUploadFile, useUploadFiles } from '@better-upload/client'",
  },
  {
    id: 'react-uploady',
    label: '@rpldy/uploady `Uploady`, `useUploady`, `useItemProgressListener`',
    source: "export { default, useUploady, useItemProgressListener } from '@rpldy/uploady'",
  },
  {
    id: 'uppy',
    label: '@uppy/core + @uppy/aws-s3 + @uppy/react',
    source: `export { default as Uppy } from '@uppy/core'
export { default as AwsS3 } from '@uppy/aws-s3'
export { UppyContextProvider, useUppyState, useUppyEvent } from '@uppy/react'`,
  },
  {
    id: 'uppy-dashboard',
    label: '+ `<Dashboard>`',
    source: `export { default as Uppy } from '@uppy/core'
export { default as AwsS3 } from '@uppy/aws-s3'
export { UppyContextProvider, useUppyState, useUppyEvent } from '@uppy/react'
export { default as Dashboard } from '@uppy/react/dashboard'`,
  },
]

/** The imports of the table. `exported` lists the package's exports. */
export function measuredImports(exported: ReadonlySet<string>): readonly MeasuredImport[] {
  return rows.map(({ id, label, names }) => {
    const missing = names.filter((name) => !exported.has(name))
    const present = names.filter((name) => exported.has(name))
    // Until the package exports it, the uploader is imported from its module.
    const inner = missing.includes('createUploader')
      ? "\nexport { createUploader } from 'react-presigned/dist/uploader/uploader.js'"
      : ''
    const source = `export { ${present.join(', ')} } from 'react-presigned'${inner}`
    return { id, label, source, missing, from: 'package', runs: true }
  })
}

/** What else has a budget, and is measured with esbuild only. */
export const otherImports: readonly MeasuredImport[] = others.map((other) => ({
  ...other,
  missing: [],
  from: 'package',
  runs: false,
}))

/** The same with other upload libraries. */
export const peerImports: readonly MeasuredImport[] = peers.map((peer) => ({
  ...peer,
  missing: [],
  from: 'peers',
  runs: false,
}))
