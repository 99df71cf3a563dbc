import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { memo, Profiler, useEffect, useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import {
  UploadError,
  uploadFraction,
  useLeaveGuard,
  useUpload,
  useUploadFile,
  useUploadIds,
  useUploadProgress,
  useUploads,
  useUploadActions,
  type Backend,
  type Transfer,
  type TransferRequest,
  type UploadEvent,
} from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import { nextFrames, renderInProvider, runHook } from '../render.tsx'

afterEach(cleanup)

const file = (name = 'a.txt', size = 5) => new File(['x'.repeat(size)], name)

test('useUploadFile › uploads a file and calls back with the result', async () => {
  const { result } = runHook(() => useUploadFile({ metadata: { album: '7' } }))
  expect(result.current).toMatchObject({ status: 'idle', progress: 0, file: undefined, error: undefined })
  let promise: ReturnType<typeof result.current.upload> | undefined
  act(() => {
    promise = result.current.upload(file())
  })
  await waitFor(() => {
    expect(result.current.status).toBe('completed')
  })
  expect(result.current.progress).toBe(1)
  expect(await promise).toEqual(result.current.file)
  act(() => {
    result.current.reset()
  })
  expect(result.current.status).toBe('idle')
})

test('useUploadFile › returns the error, rejects with it, and retries', async () => {
  const transfer = createScriptedTransfer(({ attempt }) => (attempt === 1 ? { status: 500 } : {}))
  const { result } = runHook(() => useUploadFile(), { transfer })
  let failure: unknown
  await act(async () => {
    failure = await result.current.upload(file()).catch((error: unknown) => error)
  })
  expect(failure).toBeInstanceOf(UploadError)
  await waitFor(() => {
    expect(result.current.error).toBe(failure)
  })
  act(() => {
    result.current.retry()
  })
  await waitFor(() => {
    expect(result.current.status).toBe('completed')
  })
  expect(result.current.error).toBeUndefined()
})

test('upload › outlives the component that started it, and is available to the next one', async () => {
  const requests: TransferRequest[] = []
  const responses: (() => void)[] = []
  const transfer: Transfer = (request) =>
    new Promise((resolve) => {
      requests.push(request)
      responses.push(() => {
        resolve({ status: 200, headers: new Headers(), body: '' })
      })
    })
  function Uploader() {
    const { uploads, add } = useUploads()
    return (
      <>
        <button onClick={() => add([file()])}>Add</button>
        <ul>
          {uploads.map(({ id, state }) => (
            <li key={id}>{state.status}</li>
          ))}
        </ul>
      </>
    )
  }
  function Page() {
    const [isShown, setShown] = useState(true)
    return (
      <>
        <button onClick={() => setShown(!isShown)}>Elsewhere and back</button>
        {isShown && <Uploader />}
      </>
    )
  }
  renderInProvider(<Page />, { transfer })
  const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
  press('Add')
  await screen.findByText('uploading')
  press('Elsewhere and back')
  expect(screen.queryByRole('list')).toBeNull()
  expect(requests[0]?.signal.aborted).toBe(false)
  responses[0]?.()
  await nextFrames()
  press('Elsewhere and back')
  await screen.findByText('completed')
  expect(requests).toHaveLength(1)
})

test('StrictMode › starts no upload and calls no callback twice', async () => {
  const events: UploadEvent[] = []
  const sent: string[] = []
  const fake = createFakeBackend()
  const signed: string[] = []
  const backend: Backend = {
    ...fake,
    sign(intents, call) {
      signed.push(...intents.map(({ name }) => name))
      return fake.sign(intents, call)
    },
  }
  const scripted = createScriptedTransfer()
  const transfer: Transfer = (request) => {
    sent.push(request.url)
    return scripted(request)
  }
  let effects = 0
  const onEvent = (event: UploadEvent) => void events.push(event)
  const { result } = runHook(
    () => {
      useEffect(() => {
        effects++
      }, [])
      useLeaveGuard()
      return { ...useUploads(), one: useUploadFile() }
    },
    { backend, transfer, onEvent },
  )
  expect(effects).toBe(2)
  await act(async () => {
    result.current.add([file('a.txt')])
    await result.current.one.upload(file('b.txt'))
  })
  await waitFor(() => {
    expect(result.current.uploads.map(({ state }) => state.status)).toEqual(['completed', 'completed'])
  })
  expect(signed.toSorted()).toEqual(['a.txt', 'b.txt'])
  expect(sent).toHaveLength(2)
  expect(events.filter(({ type }) => type === 'added')).toHaveLength(2)
  expect(events.filter((e) => e.type === 'status' && e.upload.state.status === 'completed')).toHaveLength(2)
})

test('useUpload › re-renders one row on a progress event', async () => {
  const sent: TransferRequest[] = []
  const transfer: Transfer = (request) => {
    sent.push(request)
    return new Promise(() => undefined)
  }
  const commits: Record<string, number> = {}
  const count = (id: string) => {
    commits[id] = (commits[id] ?? 0) + 1
  }
  const Row = memo(function Row({ id }: { id: string }) {
    const { upload } = useUpload(id)
    return (
      <Profiler id={upload?.name ?? ''} onRender={count}>
        <li>{upload && uploadFraction(upload)}</li>
      </Profiler>
    )
  })
  function List() {
    const ids = useUploadIds()
    const { add } = useUploadActions()
    return (
      <Profiler id="list" onRender={count}>
        <button onClick={() => add([file('one', 100), file('two', 200)])}>Add</button>
        {ids.map((id) => (
          <Row key={id} id={id} />
        ))}
      </Profiler>
    )
  }
  const { getByRole, getAllByRole } = renderInProvider(<List />, { transfer })
  fireEvent.click(getByRole('button'))
  await waitFor(() => {
    expect(sent).toHaveLength(2)
  })
  await nextFrames()
  const before = { ...commits }
  // Two events within a frame: both are kept, one commit shows them.
  const one = sent.find(({ size }) => size === 100)
  one?.onProgress(30)
  one?.onProgress(50)
  await waitFor(() => {
    expect(getAllByRole('listitem').map((item) => item.textContent)).toEqual(['0.5', '0'])
  })
  await nextFrames()
  expect(commits['one']).toBe((before['one'] ?? 0) + 1)
  expect(commits['two']).toBe(before['two'])
})

test('useUploads › weights the total progress by bytes, never decreases it, and is 1 only at the end', async () => {
  const transfer = createScriptedTransfer({ bytesPerSecond: 4000, responseDelayMs: 100 })
  const { result } = runHook(() => ({ progress: useUploadProgress(), ...useUploads() }), { transfer })
  const seen: number[] = []
  act(() => {
    result.current.add([file('big', 2000), file('small', 10), file('empty', 0)])
  })
  await waitFor(
    () => {
      seen.push(result.current.progress.fraction)
      expect(result.current.progress.counts.completed).toBe(3)
    },
    { interval: 10, timeout: 5000 },
  )
  expect([...seen].sort((a, b) => a - b)).toEqual(seen)
  expect(seen.slice(0, -1).every((fraction) => fraction < 1)).toBe(true)
  expect(result.current.progress).toMatchObject({ fraction: 1, totalBytes: 2010, sentBytes: 2010 })
})

test('progress bar › is determinate while bytes are sent, and indeterminate otherwise', async () => {
  const transfer = createScriptedTransfer({ bytesPerSecond: 2000, responseDelayMs: 400 })
  const { result } = runHook(() => ({ progress: useUploadProgress(), ...useUploads() }), { transfer })
  const bar = () => result.current.progress.progressBarProps
  expect(bar()).toMatchObject({ role: 'progressbar', 'data-status': 'idle' })
  act(() => {
    result.current.add([file('a', 1000)])
  })
  await waitFor(() => {
    expect(bar()['aria-valuetext']).toMatch(/^Uploading, \d+% · .* of 1 kB$/)
  })
  await waitFor(() => {
    expect(bar()).toMatchObject({ 'data-status': 'finishing', 'aria-valuetext': 'Finishing' })
  })
  expect(bar()['aria-valuenow']).toBeUndefined()
})

test('useUploadActions › returns stable functions, and useUploads the same result if nothing changed', async () => {
  const { result, rerender } = runHook(() => ({
    all: useUploads(),
    one: useUploadFile(),
    ids: useUploadIds(),
  }))
  const before = result.current
  rerender()
  expect(result.current.all).toBe(before.all)
  expect(result.current.one).toBe(before.one)
  expect(result.current.ids).toBe(before.ids)
  act(() => {
    before.all.add([file()])
  })
  await waitFor(() => {
    expect(result.current.all.uploads[0]?.state.status).toBe('completed')
  })
  expect(result.current.all.add).toBe(before.all.add)
  expect(result.current.all.pauseAll).toBe(before.all.pauseAll)
})

test('useUploadActions › pauses, resumes, cancels, retries and clears many uploads', async () => {
  const transfer = createScriptedTransfer(({ attempt }) => (attempt === 1 ? { stallAt: 0.5 } : {}))
  const { result } = runHook(() => useUploads(), { transfer, concurrency: 2 })
  act(() => {
    result.current.add([file('a'), file('b'), file('c')])
  })
  const statuses = () => result.current.uploads.map(({ state }) => state.status)
  await waitFor(() => {
    expect(statuses().sort()).toEqual(['queued', 'uploading', 'uploading'])
  })
  act(() => {
    result.current.pauseAll()
  })
  await waitFor(() => {
    expect(statuses()).toEqual(['paused', 'paused', 'paused'])
  })
  act(() => {
    result.current.cancelAll()
  })
  await waitFor(() => {
    expect(statuses()).toEqual(['cancelled', 'cancelled', 'cancelled'])
  })
  expect(result.current.uploads.map(uploadFraction).every((fraction) => fraction < 1)).toBe(true)
})

test('useUpload › returns nothing for an unknown id, and its actions do nothing', () => {
  const { result } = runHook(() => useUpload('gone'))
  expect(result.current.upload).toBeUndefined()
  act(() => {
    result.current.cancel()
    result.current.retry()
    result.current.remove()
  })
})

test('nested providers › are independent', async () => {
  const { result } = runHook(() => useUploads(), { backend: createFakeBackend({ name: 'outer' }) })
  const inner = runHook(() => useUploads(), { backend: createFakeBackend({ name: 'inner' }) })
  act(() => {
    inner.result.current.add([file()])
  })
  await waitFor(() => {
    expect(inner.result.current.uploads).toHaveLength(1)
  })
  expect(result.current.uploads).toHaveLength(0)
})
