import { useState } from 'react'
import {
  UploadProgress,
  UploadProvider,
  useUploadActions,
  type ResumableRecord,
  type UploadStorage,
} from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import { InterruptedUploads } from './live-interrupted-uploads.tsx'
import { sampleFile } from './sample-file.ts'
import './live-upload.css'

/** Ten parts; the first page uploads three of them. */
export const interruptedVideo = sampleFile('launch-video-final.mp4', 10_000_000, 'video/mp4')

function memoryStorage(
  records: readonly ResumableRecord[] = [],
  onSet?: (record: ResumableRecord) => void,
): UploadStorage {
  const kept = new Map(records.map((record) => [record.id, record]))
  return {
    get: (id) => Promise.resolve(kept.get(id)),
    async set(record) {
      kept.set(record.id, record)
      onSet?.(record)
    },
    delete: async (id) => void kept.delete(id),
    list: () => Promise.resolve([...kept.values()]),
  }
}

function openStore(onSet: (record: ResumableRecord) => void) {
  const backend = createFakeBackend({ multipartThreshold: 1, partSize: 1_000_000 })
  const isLate = (url: string) => Number(new URL(url).searchParams.get('part')) > 3
  const slow = createScriptedTransfer(({ url }) => (isLate(url) ? { stallAt: 0 } : {}), backend.sent)
  const quick = createScriptedTransfer({ bytesPerSecond: 20_000_000 }, backend.sent)
  return { backend, slow, quick, storage: memoryStorage([], onSet) }
}

/** Simulates a reload in the middle of an upload: two pages that share one store and one storage. */
export function InterruptedStory() {
  const [cutOff, setCutOff] = useState<ResumableRecord>()
  const [{ backend, slow, quick, storage }] = useState(() => openStore(setCutOff))
  const [found, setFound] = useState<UploadStorage>()
  function reload() {
    // The first page is still open and holds the lock of its upload.
    if (cutOff) setFound(memoryStorage([{ ...cutOff, id: crypto.randomUUID() }]))
  }
  if (!found) {
    return (
      <UploadProvider backend={backend} transfer={slow} storage={storage} locale="en">
        <Begin onReload={cutOff?.doneParts.length === 3 ? reload : undefined} />
        <UploadProgress />
      </UploadProvider>
    )
  }
  return (
    <UploadProvider key="after" backend={backend} transfer={quick} storage={found} locale="en">
      <InterruptedUploads />
      <UploadProgress />
    </UploadProvider>
  )
}

function Begin({ onReload }: { onReload: (() => void) | undefined }) {
  const { add } = useUploadActions()
  return (
    <p>
      <button type="button" onClick={() => add([interruptedVideo])}>
        Upload a video
      </button>{' '}
      <button type="button" disabled={!onReload} onClick={onReload}>
        Reload the page
      </button>
    </p>
  )
}
