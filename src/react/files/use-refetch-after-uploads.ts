'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Backend } from '../../backends/backend.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import { fileKeys } from './file-keys.ts'

// A thousand uploads that complete one after another must not refetch the list a thousand times.
const throttleMs = 500

/** Invalidates lists of files when uploads have completed. */
export function useRefetchAfterUploads(uploader: Uploader, backend: Backend): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const queryKey = fileKeys.lists(backend)
    function refetch() {
      // Invalidating cancels what is being fetched: a next page that was just requested would not arrive.
      if (client.isFetching({ queryKey }) > 0) {
        timer = setTimeout(refetch, throttleMs)
        return
      }
      timer = undefined
      void client.invalidateQueries({ queryKey })
    }
    const unsubscribe = uploader.on((event) => {
      if (event.type !== 'status' || event.upload.state.status !== 'completed') return
      if (timer === undefined) timer = setTimeout(refetch, throttleMs)
    })
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [client, uploader, backend])
}
