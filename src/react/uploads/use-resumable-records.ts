'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ResumableRecord } from '../../uploader/resume/record.ts'
import type { ResumeLog } from '../../uploader/resume/resume-store.ts'

/** Records of one backend that no tab holds, `undefined` until they are known; and a way to look again. */
export function useResumableRecords(log: ResumeLog, backendKey: string) {
  const [all, setAll] = useState<readonly ResumableRecord[]>()
  // Looks overlap, and may come back in another order.
  const begun = useRef(0)
  const newest = useRef(0)
  const refresh = useCallback(async () => {
    const look = ++begun.current
    const found = await log.list()
    if (look < newest.current) return
    newest.current = look
    setAll(found)
  }, [log])

  useEffect(() => {
    const look = () => {
      void refresh()
    }
    const lookWhenSeen = () => {
      // A tab that crashed told nobody.
      if (document.visibilityState === 'visible') look()
    }
    look()
    const stop = log.subscribe(look)
    document.addEventListener('visibilitychange', lookWhenSeen)
    return () => {
      stop()
      document.removeEventListener('visibilitychange', lookWhenSeen)
    }
  }, [log, refresh])

  const records = useMemo(() => all?.filter(({ backend }) => backend === backendKey), [all, backendKey])
  return [records, refresh] as const
}
