import type { UploadCounts } from '../../../uploader/progress.ts'

export const number = (value: number): string => value.toLocaleString('en')

export function files(count: number): string {
  return count === 1 ? '1 file' : `${number(count)} files`
}

export function summary({ total, completed, failed }: UploadCounts): string {
  if (total === 0) return 'Nothing to upload'
  const done = `${number(completed)} of ${number(total)} uploaded`
  return failed > 0 ? `${done}, ${number(failed)} failed` : done
}
