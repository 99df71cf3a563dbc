'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Backend } from '../../backends/backend.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import { fileKeys } from './file-keys.ts'

// A thousand files that complete one after another are no reason to ask for the list a thousand times.
const debounceMs = 500

/** Lists of files are asked for again once uploads have completed. */
export function useRefreshedFiles(engine: Uploader, backend: Backend): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const queryKey = fileKeys.lists(backend)
    function refresh() {
      // Who has just asked for the next page would not get it.
      if (client.isFetching({ queryKey }) > 0) {
        timer = setTimeout(refresh, debounceMs)
        return
      }
      timer = undefined
      void client.invalidateQueries({ queryKey })
    }
    const stop = engine.on((event) => {
      if (event.type !== 'status' || event.upload.state.status !== 'completed') return
      if (timer !== undefined) return
      timer = setTimeout(refresh, debounceMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [client, engine, backend])
}
