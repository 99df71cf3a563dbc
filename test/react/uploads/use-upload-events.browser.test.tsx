import { act, cleanup, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { useUploadEvents, useUploads, type UploadEvent } from 'react-presigned'
import { runHook } from '../render.tsx'

afterEach(cleanup)

test('useUploadEvents › calls the listener of the latest render with each event until it unmounts', async () => {
  const received: string[] = []
  const { result, rerender, unmount } = runHook(
    ({ listener }: { listener: string }) => {
      useUploadEvents((event: UploadEvent) => {
        received.push(`${listener} ${event.type === 'status' ? event.upload.state.status : event.type}`)
      })
      return useUploads()
    },
    { initialProps: { listener: 'first' } },
  )
  rerender({ listener: 'second' })
  act(() => {
    result.current.add([new File(['hello'], 'a.txt')])
  })
  await waitFor(() => {
    expect(received.at(-1)).toBe('second completed')
  })
  expect(received[0]).toBe('second added')
  expect(new Set(received).size).toBe(received.length)

  const { add } = result.current
  const before = received.length
  unmount()
  add([new File(['hello'], 'b.txt')])
  expect(received).toHaveLength(before)
})
