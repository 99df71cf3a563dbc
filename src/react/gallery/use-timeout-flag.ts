'use client'

import { useEffect, useState } from 'react'

/**
 * Whether something has been waited for in vain.
 *
 * @param what begins the wait anew when it changes; waits for nothing while `undefined`
 */
export function useTimeoutFlag(what: string | undefined, ms: number): boolean {
  const [overdue, setOverdue] = useState<string>()
  useEffect(() => {
    if (what === undefined) return
    const timer = setTimeout(() => {
      setOverdue(what)
    }, ms)
    return () => {
      clearTimeout(timer)
    }
  }, [what, ms])
  return what !== undefined && overdue === what
}
