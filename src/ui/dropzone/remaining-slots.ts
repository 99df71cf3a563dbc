import type { Uploader } from '../../uploader/uploader.ts'

/** How many more files a dropzone with these uploads may hold. */
export function remainingSlots(
  uploader: Uploader,
  uploadIds: readonly string[],
  maxFiles = Infinity,
): number {
  const isHeld = (id: string) => (uploader.get(id)?.state.status ?? 'cancelled') !== 'cancelled'
  return Math.max(0, maxFiles - uploadIds.filter(isHeld).length)
}
