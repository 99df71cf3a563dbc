import type { ApiCall } from '../../http/api-call.ts'
import type { HttpClient, HttpRequest } from '../../http/create-client.ts'
import type { Parse } from '../../http/decode.ts'
import { mergeHeaders } from '../../http/headers.ts'
import { isBlob, nameOf, toBlob, type BytesSource } from '../../lib/bytes-source.ts'
import { typeOfName } from '../../lib/mime-type.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { emptyCall, filePath, jsonCall, lazySchemas } from '../vendor-client.ts'
import { createFilesPage, readOn, type AymaraFilesCall, type AymaraFilesPage } from './files-page.ts'
import type {
  AymaraCreated,
  AymaraFileDetail,
  AymaraFileFrames,
  AymaraFileStatus,
  AymaraFileUpload,
} from './schemas.ts'

/** A file to create: by the path of a local one, or by a URL that the API downloads. */
export type AymaraFileToCreate = {
  /** MIME type. @default inferred by the API from the extension */
  contentType?: string | undefined
  /** Name or path of a file whose bytes are then sent by PUT to the returned `fileUrl`. */
  localFilePath?: string | undefined
  /** URL that the API downloads the file from. */
  remoteUri?: string | undefined
}

type FilesToCreate = { files: readonly AymaraFileToCreate[]; workspaceUuid?: string | undefined }

type FileToUpload = {
  file: BytesSource
  workspaceUuid?: string | undefined
  filename?: string | undefined
}

/** Query of `files.list`. */
export type AymaraListQuery = {
  workspaceUuid?: string | undefined
  fileType?: 'image' | 'video' | 'text' | 'document' | undefined
  /** Files per page, from 1. @default the API's: 100 */
  limit?: number | undefined
  /** Files to skip. @default 0 */
  offset?: number | undefined
}

const filesPath = 'v2/files'
const parserOf = lazySchemas(() => import('./schemas.ts'))

/** Creates the calls about files. `uploadTimeoutMs` is the timeout of `upload`, whose duration depends on the file. */
export function createFileCalls(http: HttpClient, uploadTimeoutMs: number) {
  /** Reads what is at a path below that of a file. */
  function read<T>(fileUuid: string, subpath: string, parse: Parse<T>, call: CallOptions = {}): ApiCall<T> {
    const send = async () => http.send({ method: 'GET', path: filePath(filesPath, fileUuid) + subpath }, call)
    return jsonCall(send, parse)
  }

  return {
    /**
     * Creates files, several in one call: those with a `localFilePath` get an upload URL as their `fileUrl`, those with a
     * `remoteUri` are downloaded by the API and get a download URL. Returns them in the same order.
     */
    create(params: FilesToCreate, call?: CallOptions): ApiCall<AymaraCreated> {
      const parse = parserOf((schemas) => schemas.AymaraCreated)
      return http.json(createRequest(params), parse, call)
    },
    /**
     * Uploads a file through the API itself, as one form. `filename` defaults to the file's own name, the MIME type to
     * that of the name's extension; poll a video's `processingStatus` with `getStatus`.
     */
    upload(params: FileToUpload, call: CallOptions = {}): ApiCall<AymaraFileUpload> {
      const parse = parserOf((schemas) => schemas.AymaraFileUpload)
      const timeoutMs = call.timeoutMs ?? uploadTimeoutMs
      return jsonCall(async () => http.send(await uploadRequest(params), { ...call, timeoutMs }), parse)
    },
    /** One page of files; iterate it for every file of every page. */
    list(query: AymaraListQuery = {}, call: CallOptions = {}): AymaraFilesCall {
      return listFiles(http, query, call)
    },
    /** A file's details, with a download URL that is valid for 30 minutes. */
    get(fileUuid: string, call?: CallOptions): ApiCall<AymaraFileDetail> {
      const parse = parserOf((schemas) => schemas.AymaraFileDetail)
      return read(fileUuid, '', parse, call)
    },
    /** Deletes a file: the API keeps it, but does not return it any more. */
    delete(fileUuid: string, call: CallOptions = {}): ApiCall<void> {
      return emptyCall(async () => {
        const headers = await mergeHeaders({ accept: '*/*' }, call.headers)
        return http.send({ method: 'DELETE', path: filePath(filesPath, fileUuid) }, { ...call, headers })
      })
    },
    /** The status of a file: poll it until it is `completed` or `failed`. */
    getStatus(fileUuid: string, call?: CallOptions): ApiCall<AymaraFileStatus> {
      const parse = parserOf((schemas) => schemas.AymaraFileStatus)
      return read(fileUuid, '/status', parse, call)
    },
    /** URLs of a video's frames, in order, each valid for 30 minutes. Rejects until the video is `completed`. */
    getFrames(fileUuid: string, call?: CallOptions): ApiCall<AymaraFileFrames> {
      const parse = parserOf((schemas) => schemas.AymaraFileFrames)
      return read(fileUuid, '/frames', parse, call)
    },
  }
}

function createRequest({ files, workspaceUuid }: FilesToCreate): HttpRequest {
  const wireFiles = files.map(({ contentType, localFilePath, remoteUri }) => ({
    content_type: contentType,
    local_file_path: localFilePath,
    remote_uri: remoteUri,
  }))
  const json = { files: wireFiles, workspace_uuid: workspaceUuid || undefined }
  return { method: 'POST', path: filesPath, json }
}

async function uploadRequest({ file, workspaceUuid, filename }: FileToUpload): Promise<HttpRequest> {
  return {
    method: 'POST',
    path: `${filesPath}/-/uploads`,
    query: { workspace_uuid: workspaceUuid || undefined },
    form: await formOf(file, filename),
  }
}

async function formOf(file: BytesSource, filename = nameOf(file) ?? 'upload'): Promise<FormData> {
  const ownType = isBlob(file) ? file.type : ''
  const type = ownType || (typeOfName(filename) ?? 'application/octet-stream')
  const form = new FormData()
  form.append('file', await toBlob(file, type), filename)
  return form
}

function listFiles(http: HttpClient, query: AymaraListQuery, call: CallOptions): AymaraFilesCall {
  const { workspaceUuid, fileType, limit, offset } = query
  const next = (following: number): Promise<AymaraFilesPage> => {
    const callQuery = { ...call.query, offset: String(following) }
    return listFiles(http, { ...query, offset: following }, { ...call, query: callQuery })
  }
  // The call's own query replaces it.
  const start = Number(call.query?.['offset'] ?? offset ?? 0)
  const parse = parserOf((schemas) => schemas.AymaraWirePage)
  const parsePage = async (body: unknown) => {
    const { items, count } = await parse(body)
    return createFilesPage(items, count, start, next)
  }
  const wireQuery = { workspace_uuid: workspaceUuid || undefined, file_type: fileType, limit, offset }
  const files = http.json({ method: 'GET', path: filesPath, query: wireQuery }, parsePage, call)
  return Object.assign(files, { [Symbol.asyncIterator]: () => readOn(files) })
}
