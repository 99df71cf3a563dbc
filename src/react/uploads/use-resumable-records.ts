'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ResumableRecord } from '../../uploader/resume/record.ts'
import type { ResumeStore } from '../../uploader/resume/resume-store.ts'

/** The records of one backend that no tab has locked, `undefined` until they are read, and how to read them again. */
export function useResumableRecords(store: ResumeStore | undefined, backendKey: string) {
  const [all, setAll] = useState<readonly ResumableRecord[]>()
  // Reads can overlap and resolve in another order: an older one must not replace a newer one.
  const started = useRef(0)
  const newest = useRef(0)
  const refresh = useCallback(async () => {
    const read = ++started.current
    const found = (await store?.list()) ?? []
    if (read < newest.current) return
    newest.current = read
    setAll(found)
  }, [store])

  useEffect(() => {
    const onChange = () => {
      void refresh()
    }
    const onVisibilityChange = () => {
      // A tab that crashed has sent no notification.
      if (document.visibilityState === 'visible') onChange()
    }
    onChange()
    const unsubscribe = store?.subscribe(onChange)
    document.addEventListener('visibilitychange', onVisibilityChange)
    return () => {
      unsubscribe?.()
      document.removeEventListener('visibilitychange', onVisibilityChange)
    }
  }, [store, refresh])

  const records = useMemo(() => all?.filter(({ backend }) => backend === backendKey), [all, backendKey])
  return [records, refresh] as const
}
