import type { CaseOptions, Method } from '../cases/scenario.ts'

/** What a page uploads, and how. */
export type UploadSpec = Pick<CaseOptions, 'size' | 'maxElapsedMs'> & {
  method: Method
  /** URL of the API. */
  apiUrl: string
  /** Distinguishes the content, the name and the database of cases. */
  seed: number
  type: string
  storage?: CaseOptions['storage'] | undefined
  /** Name of the file in the host's input; otherwise it is made in memory. */
  diskName?: string | undefined
}

/** How an upload has ended. */
export type Ending = { status: string; code: string | undefined; message: string | undefined }
