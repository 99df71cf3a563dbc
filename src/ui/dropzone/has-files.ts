/** Whether a drag or a paste is of files; text and links are none of a dropzone's business. */
export function hasFiles(transfer: DataTransfer | null): transfer is DataTransfer {
  return transfer?.types.includes('Files') ?? false
}
