import { expect, test } from 'vitest'
import * as index from 'react-presigned'
import * as server from 'react-presigned/server'
import * as testing from 'react-presigned/testing'

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

test.each([
  ['ar', 'ar'],
  ['de', 'de'],
  ['en', 'en'],
  ['es', 'es'],
  ['fr', 'fr'],
  ['ja', 'ja'],
  ['pt-BR', 'ptBR'],
  ['zh-CN', 'zhCN'],
])('package exports › react-presigned/messages/%s has %s and nothing else', async (subpath, name) => {
  const module = (await import(`../src/ui/i18n/${subpath}.ts`)) as object
  expect(names(module)).toEqual([name])
})
