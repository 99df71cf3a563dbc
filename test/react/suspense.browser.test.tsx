import { useSuspenseQuery } from '@tanstack/react-query'
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { Component, startTransition, Suspense, useDeferredValue, useState, type ReactNode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { fileQueries, UploadError, useUploads, type Backend } from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import { renderInProvider } from './render.tsx'

afterEach(cleanup)

const video = { id: 'video', name: 'video.mp4', kind: 'video', status: 'completed', raw: {} } as const

/** An error boundary that shows the error. */
class Boundary extends Component<{ children: ReactNode }, { code?: string }> {
  override state: { code?: string } = {}
  static getDerivedStateFromError(error: unknown) {
    return { code: error instanceof UploadError ? error.code : 'other' }
  }
  override render() {
    return this.state.code ?? this.props.children
  }
}

function Video({ backend }: { backend: Backend }) {
  return <p>{useSuspenseQuery(fileQueries.get(backend, 'video')).data.name}</p>
}

type Uploads = ReturnType<typeof useUploads>

test('Suspense › shows a suspended part when it resolves, and uploads above it continue', async () => {
  let respond: () => void = () => undefined
  const backend: Backend = {
    ...createFakeBackend(),
    get: () => new Promise((resolve) => (respond = () => resolve(video))),
  }
  let now: Uploads | undefined
  function Inside() {
    now = useUploads()
    return <Video backend={backend} />
  }
  function Beside() {
    now = useUploads()
    return <output>{now.uploads.map(({ state }) => state.status).join()}</output>
  }
  renderInProvider(
    <>
      <Beside />
      <Suspense fallback="Waiting">
        <Inside />
      </Suspense>
    </>,
    { backend },
  )
  expect(screen.getByText('Waiting')).toBeTruthy()
  act(() => {
    now?.add([new File(['hello'], 'a.txt')])
  })
  await screen.findByText('completed')
  expect(screen.getByText('Waiting')).toBeTruthy()
  await act(async () => respond())
  await screen.findByText('video.mp4')
  expect(screen.getByText('completed')).toBeTruthy()
})

test('Suspense › passes an error to the error boundary unchanged', async () => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  renderInProvider(
    <Boundary>
      <Suspense fallback="Waiting">
        <Video backend={createFakeBackend()} />
      </Suspense>
    </Boundary>,
  )
  await screen.findByText('not-found')
  silence.mockRestore()
})

test('concurrent rendering › never shows two different totals in one paint', async () => {
  let now: Uploads | undefined
  let turn: () => void = () => undefined
  const seen = new Set<string>()
  function Sums() {
    const { uploads } = useUploads()
    const late = useDeferredValue(uploads)
    return (
      <>
        <Counter name="one" count={uploads.length} />
        <Counter name="two" count={useUploads().uploads.length} />
        <Counter name="late" count={late.length} />
      </>
    )
  }
  function Counter({ name, count }: { name: string; count: number }) {
    // Long enough for React to interrupt a transition.
    const until = performance.now() + 2
    while (performance.now() < until);
    return <output data-counter={name}>{count}</output>
  }
  function Turned() {
    const [turns, set] = useState(0)
    turn = () => startTransition(() => set((count) => count + 1))
    return (
      <div data-turns={turns}>
        {Array.from({ length: 10 }, (_, index) => (
          <Sums key={index} />
        ))}
      </div>
    )
  }
  function Probe() {
    now = useUploads()
    return null
  }
  renderInProvider(
    <>
      <Probe />
      <Turned />
    </>,
    { transfer: createScriptedTransfer({ stallAt: 0.5 }) },
  )
  const countersOf = (selector: string) =>
    [...document.querySelectorAll(selector)].map(({ textContent }) => textContent)
  const observer = new MutationObserver(() => {
    seen.add([...new Set(countersOf('[data-counter="one"], [data-counter="two"]'))].join())
  })
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  for (let index = 0; index < 5; index++) {
    turn()
    await new Promise((done) => setTimeout(done, 5))
    now?.add([new File(['hello'], `${index}.txt`)])
  }
  await waitFor(() => {
    expect(new Set(countersOf('[data-counter]'))).toEqual(new Set(['5']))
  })
  observer.disconnect()
  // Each paint shows one number.
  expect([...seen].filter((numbers) => numbers.includes(','))).toEqual([])
  expect(seen.size).toBeGreaterThan(0)
})
