// The frames of a file lie under `frames/<file id>/`: `NNNNNN-<milliseconds>.jpg` each, and `manifest.json`.

const most = 999_999

/** Where a file's frames begin. */
export function framesPrefix(fileId: string): string {
  return `frames/${fileId}/`
}

/** Where the worker says how far it is. */
export function manifestKey(fileId: string): string {
  return `${framesPrefix(fileId)}manifest.json`
}

/** Where one frame lies. */
export function frameKey(fileId: string, index: number, atSeconds: number): string {
  if (!Number.isInteger(index) || index < 0 || index > most) {
    throw new RangeError(`A frame's index must be a whole number from 0 to ${most}, not ${index}`)
  }
  if (!Number.isFinite(atSeconds) || atSeconds < 0) {
    throw new RangeError(`A frame's time must be a number of seconds from 0, not ${atSeconds}`)
  }
  return `${framesPrefix(fileId)}${String(index).padStart(6, '0')}-${Math.round(atSeconds * 1000)}.jpg`
}

/** Which frame a key is, if it is one. */
export function frameOfKey(fileId: string, key: string): { index: number; atSeconds: number } | undefined {
  const match = /^(\d{6})-(\d+)\.jpg$/.exec(key.slice(framesPrefix(fileId).length))
  if (match === null) return undefined
  return { index: Number(match[1]), atSeconds: Number(match[2]) / 1000 }
}
