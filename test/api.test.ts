import { expect, test } from 'vitest'
import * as index from 'react-presigned'
import * as server from 'react-presigned/server'
import * as testing from 'react-presigned/testing'
import packageJson from '../package.json' with { type: 'json' }

// The public API: adding or removing an export must be intended.
const names = (module: object) => Object.keys(module).sort()

test('package exports › react-presigned', () => {
  expect(names(index)).toMatchInlineSnapshot(`
    [
      "FileDropzone",
      "UploadError",
      "UploadProgress",
      "UploadProvider",
      "VideoFrameGallery",
      "createS3Client",
      "createUploader",
      "fileKeys",
      "fileKindOf",
      "fileQueries",
      "indexedDbStorage",
      "isActive",
      "isFinalStatus",
      "isSettled",
      "s3Backend",
      "safeUrl",
      "splitFileName",
      "uploadErrorCodes",
      "uploadFraction",
      "uploadTotals",
      "uploadedBytes",
      "useDeleteFile",
      "useFile",
      "useFileDropzone",
      "useFilePreview",
      "useFileStatus",
      "useFiles",
      "useFindFiles",
      "useFocusRestore",
      "useImportUrls",
      "useLeaveGuard",
      "usePresignedUrl",
      "useResumableUploads",
      "useUpload",
      "useUploadActions",
      "useUploadAnnouncer",
      "useUploadEvents",
      "useUploadFile",
      "useUploadIds",
      "useUploadList",
      "useUploadProgress",
      "useUploadRow",
      "useUploadText",
      "useUploader",
      "useUploads",
      "useVideoFrameGallery",
      "useVideoFrames",
      "xhrTransfer",
    ]
  `)
})

test('package exports › react-presigned/server', () => {
  expect(names(server)).toMatchInlineSnapshot(`
    [
      "UploadError",
      "createFrameWriter",
      "createUploadHandler",
      "uploadErrorCodes",
    ]
  `)
})

test('package exports › react-presigned/testing', () => {
  expect(names(testing)).toMatchInlineSnapshot(`
    [
      "createFakeBackend",
      "createScriptedTransfer",
      "testBackend",
    ]
  `)
})

const languages = Object.keys(packageJson.exports).filter((subpath) => subpath.startsWith('./messages/'))

test.each(languages)(
  'package exports › %s has the messages of its language and nothing else',
  async (subpath) => {
    const tag = subpath.replace('./messages/', '')
    const module = (await import(`../src/ui/i18n/${tag}.ts`)) as object
    expect(names(module)).toEqual([tag.replace('-', '')])
  },
)
