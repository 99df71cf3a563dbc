// Compiled by `npm run types`, never run: what must compile, and what must not.
import { useInfiniteQuery, useQuery, useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { expectTypeOf } from 'vitest'
import {
  createS3Client,
  fileQueries,
  s3Backend,
  type ApiCall,
  type Backend,
  type FilePage,
  type FileState,
  type RemoteFile,
  type UploadError,
  type UploadProviderProps,
  type UploadState,
} from 'react-presigned'
import type { useFile, useFiles, useUploadFile } from 'react-presigned'
import { createUploadHandler } from 'react-presigned/server'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'

const client = createS3Client({ baseUrl: '/api/files', headers: async () => ({ authorization: 'Bearer x' }) })
expectTypeOf(client.get('id')).toExtend<ApiCall<unknown>>()
expectTypeOf(client.get('id').asResponse()).resolves.toEqualTypeOf<Response>()
expectTypeOf(s3Backend(client)).toExtend<Backend>()
expectTypeOf(createFakeBackend()).toExtend<Backend>()
expectTypeOf(createUploadHandler).returns.toEqualTypeOf<(request: Request) => Promise<Response>>()

expectTypeOf<ReturnType<typeof useUploadFile>['upload']>().returns.resolves.toEqualTypeOf<RemoteFile>()
expectTypeOf<ReturnType<typeof useUploadFile>['error']>().toEqualTypeOf<UploadError | undefined>()
expectTypeOf<ReturnType<typeof useFile>['data']>().toEqualTypeOf<RemoteFile | undefined>()
expectTypeOf<ReturnType<typeof useFiles>['files']>().toEqualTypeOf<readonly RemoteFile[]>()
expectTypeOf(fileQueries.get(s3Backend(client), 'id').queryKey).toExtend<readonly unknown[]>()

// Query options work with every hook of TanStack Query.
const backend = s3Backend(client)
export function Queries() {
  expectTypeOf(useQuery(fileQueries.get(backend, 'id')).data).toEqualTypeOf<RemoteFile | undefined>()
  expectTypeOf(useSuspenseQuery(fileQueries.get(backend, 'id')).data).toEqualTypeOf<RemoteFile>()
  expectTypeOf(useSuspenseQuery(fileQueries.status(backend, 'id')).data).toEqualTypeOf<FileState>()
  expectTypeOf(useInfiniteQuery(fileQueries.list(backend)).data?.pages).toEqualTypeOf<
    FilePage[] | undefined
  >()
  expectTypeOf(useSuspenseInfiniteQuery(fileQueries.list(backend)).data.pages).toEqualTypeOf<FilePage[]>()
  return null
}

const props: UploadProviderProps = {
  backend: s3Backend(client),
  transfer: createScriptedTransfer(),
  concurrency: 3,
}
expectTypeOf(props.backend).toEqualTypeOf<Backend>()

// A state has its own properties only.
declare const state: UploadState
if (state.status === 'failed') expectTypeOf(state.error).toEqualTypeOf<UploadError>()
if (state.status === 'uploading') expectTypeOf(state.sentBytes).toEqualTypeOf<number>()
// @ts-expect-error only an upload that is uploading has sent bytes
expectTypeOf(state.sentBytes).toEqualTypeOf<number>()

// @ts-expect-error a client needs to know where the API is
createS3Client({})
// @ts-expect-error a backend must be able to sign
const unable: Backend = { name: 'unable' }
// @ts-expect-error components and providers are customised by hooks only
const styled: UploadProviderProps = { backend: unable, className: 'x' }
export { styled }
