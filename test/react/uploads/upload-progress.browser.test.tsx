import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { Profiler } from 'react'
import { afterEach, describe, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import {
  UploadProgress,
  useUploadFile,
  useUploadActions,
  type Transfer,
  type TransferRequest,
  type UploadMessagesOverride,
} from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import 'react-presigned/styles.css'
import { nextFrames, renderInProvider } from '../render.tsx'

afterEach(cleanup)

const file = (name: string, size = 1_000_000) => new File([new Uint8Array(size)], name)

function AddButton({ files }: { files: readonly File[] }) {
  const { add } = useUploadActions()
  return <button onClick={() => add(files)}>Add</button>
}

/** All uploads, and a button that adds files. */
function Uploads({ files }: { files: readonly File[] }) {
  return (
    <>
      <AddButton files={files} />
      <UploadProgress />
    </>
  )
}

const add = () => fireEvent.click(screen.getByRole('button', { name: 'Add' }))
const button = (name: string) => screen.getByRole('button', { name })
const rows = () => screen.getAllByRole('listitem')

/** A transfer that the test controls. */
function handTransfer() {
  const requests: TransferRequest[] = []
  const responses: (() => void)[] = []
  const transfer: Transfer = (request) =>
    new Promise((resolve, reject) => {
      requests.push(request)
      responses.push(() => {
        resolve({ status: 200, headers: new Headers(), body: '' })
      })
      request.signal.addEventListener('abort', () => {
        reject(request.signal.reason as Error)
      })
    })
  return { requests, responses, transfer }
}

test('upload list › re-renders one row on a progress event', async () => {
  // Renders are counted by the calls of the message functions.
  const renders: Record<string, number> = {}
  let commits = 0
  const note = (what: string, words: string) => {
    renders[what] = (renders[what] ?? 0) + 1
    return words
  }
  const messages: UploadMessagesOverride = {
    uploads: { cancelNamed: (name) => note(name, `Cancel ${name}`) },
  }
  const { requests, transfer } = handTransfer()
  const names = ['one', 'two', 'three']
  renderInProvider(
    <Profiler id="list" onRender={() => commits++}>
      <Uploads files={names.map((name, index) => file(name, 100 * (index + 1)))} />
    </Profiler>,
    { transfer, messages },
  )
  add()
  await waitFor(() => {
    expect(requests).toHaveLength(3)
    expect(screen.getAllByText('Uploading')).toHaveLength(3)
  })
  await nextFrames()
  const before = { ...renders }
  expect(Object.keys(before).sort()).toEqual([...names].sort())
  commits = 0
  requests.find(({ size }) => size === 200)?.onProgress(80)
  await waitFor(() => {
    expect(rows()[1]?.textContent).toContain('40%')
  })
  await nextFrames()
  expect(commits).toBe(1)
  expect(renders['one']).toBe(before['one'])
  expect(renders['three']).toBe(before['three'])
})

test('progress › is below 100% before the response', async () => {
  const { requests, responses, transfer } = handTransfer()
  renderInProvider(<Uploads files={[file('video.mp4', 100)]} />, { transfer })
  add()
  await waitFor(() => {
    expect(requests).toHaveLength(1)
  })
  requests[0]?.onProgress(100)
  await screen.findByText('Finishing')
  expect(document.body.textContent).not.toMatch(/100\s?%/)
  const bar = screen.getByRole('progressbar', { name: 'video.mp4' })
  expect(bar.hasAttribute('aria-valuenow')).toBe(false)
  const fill = bar.firstElementChild as HTMLElement
  await waitFor(() => {
    expect(fill.getBoundingClientRect().width).toBeCloseTo(bar.clientWidth * 0.99, 0)
  })
  responses[0]?.()
  await screen.findByText('Uploaded')
  expect(bar.getAttribute('aria-valuenow')).toBe('100')
})

test.each([320, 420, 560, 768])(
  'upload row › keeps its height in all states, %d pixels wide',
  async (width) => {
    const { requests, responses, transfer } = handTransfer()
    renderInProvider(
      <div style={{ inlineSize: width, font: '14px sans-serif' }}>
        <Uploads files={[file('a video with a rather long name, take two.mp4', 100)]} />
      </div>,
      { transfer, backend: createFakeBackend({ processingMs: 300, latencyMs: 100 }) },
    )
    add()
    const heights: Record<string, number> = {}
    const measure = (status: string) => {
      heights[status] = rows()[0]?.getBoundingClientRect().height ?? 0
    }
    await screen.findByText('Preparing')
    measure('signing')
    await waitFor(() => {
      expect(requests).toHaveLength(1)
    })
    requests[0]?.onProgress(40)
    await screen.findByText('40%')
    measure('uploading')
    fireEvent.click(button('Pause a video with a rather long name, take two.mp4'))
    await screen.findByText('Paused. Will restart from the beginning')
    measure('paused')
    fireEvent.click(button('Resume a video with a rather long name, take two.mp4'))
    await waitFor(() => {
      expect(requests).toHaveLength(2)
    })
    requests[1]?.onProgress(100)
    await screen.findByText('Finishing')
    measure('finishing')
    responses[1]?.()
    await screen.findByText('Processing')
    measure('processing')
    await screen.findByText('Uploaded')
    measure('completed')
    expect(new Set(Object.values(heights)).size, JSON.stringify(heights)).toBe(1)
  },
)

describe('upload list focus', () => {
  const three = [file('one', 10), file('two', 10), file('three', 10)]

  test('moves from a removed row to the next, else to the previous, else to the list', async () => {
    renderInProvider(<Uploads files={three} />)
    add()
    await screen.findByText('3 of 3 uploaded')
    button('Remove two').focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => {
      expect(document.activeElement).toBe(button('Remove three'))
    })
    await userEvent.keyboard('{Enter}')
    await waitFor(() => {
      expect(document.activeElement).toBe(button('Remove one'))
    })
    await userEvent.keyboard('{Enter}')
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Uploads' }))
    })
  })

  test('moves to another button when the focused one disappears', async () => {
    const { requests, transfer } = handTransfer()
    renderInProvider(<Uploads files={[file('video', 10)]} />, { transfer })
    add()
    await waitFor(() => {
      expect(requests).toHaveLength(1)
    })
    const pause = await screen.findByRole('button', { name: 'Pause video' })
    pause.focus()
    requests[0]?.onProgress(10)
    await waitFor(() => {
      expect(document.activeElement).toBe(button('Cancel video'))
    })
  })

  test('stays in the list when completed uploads are cleared', async () => {
    const transfer = createScriptedTransfer(({ size }) => (size === 10 ? {} : { stallAt: 0.5 }))
    renderInProvider(<Uploads files={[...three, file('still going', 20)]} />, { transfer })
    add()
    await screen.findByText('3 of 4 uploaded')
    button('Clear completed').focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => {
      expect(rows()).toHaveLength(1)
    })
    await waitFor(() => {
      expect(screen.getByRole('region', { name: 'Uploads' }).contains(document.activeElement)).toBe(true)
    })
  })

  test('is not moved back after the user has left the list', async () => {
    renderInProvider(<Uploads files={three} />)
    add()
    await screen.findByText('3 of 3 uploaded')
    button('Remove one').focus()
    button('Add').focus()
    fireEvent.click(button('Remove one'))
    await waitFor(() => {
      expect(rows()).toHaveLength(2)
    })
    expect(document.activeElement).toBe(button('Add'))
  })
})

test('upload row › renders a name that looks like markup as text', async () => {
  const name = '<script>window.harm = true</script><img src=x onerror="window.harm = true">.txt'
  renderInProvider(<Uploads files={[file(name, 10)]} />)
  add()
  await screen.findByText('Uploaded')
  expect(screen.getByTitle(name).textContent).toContain(name)
  expect(rows()[0]?.querySelector('script, img')).toBeNull()
  expect(Reflect.has(window, 'harm')).toBe(false)
})

test('failed upload › shows its error, and retries', async () => {
  const transfer = createScriptedTransfer(({ attempt }) => (attempt === 1 ? { status: 500 } : {}))
  renderInProvider(<Uploads files={[file('video.mp4', 10)]} />, { transfer })
  add()
  await screen.findByText(/^The storage failed \(500\)/)
  fireEvent.click(button('Retry video.mp4'))
  await screen.findByText('Uploaded')
})

test('bulk actions › are shown while they have an effect', async () => {
  const transfer = createScriptedTransfer(({ size }) => (size === 1 ? { status: 500 } : { stallAt: 0.5 }))
  renderInProvider(<Uploads files={[file('a', 1), file('b', 20), file('c', 20)]} />, { transfer })
  add()
  await screen.findByText('0 of 3 uploaded, 1 failed')
  const actions = () => {
    const [header] = screen.getByRole('region', { name: 'Uploads' }).children
    return within(header as HTMLElement).queryAllByRole('button')
  }
  await waitFor(() => {
    expect(actions().map(({ textContent }) => textContent)).toEqual([
      'Cancel all',
      'Retry failed',
      'Pause all',
    ])
  })
  button('Pause all').focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(actions().map(({ textContent }) => textContent)).toEqual([
      'Cancel all',
      'Retry failed',
      'Resume all',
    ])
  })
})

test('bulk actions › keep the focus when Pause all becomes Resume all', async () => {
  const transfer = createScriptedTransfer({ stallAt: 0.5 })
  renderInProvider(<Uploads files={[file('a', 20), file('b', 20)]} />, { transfer })
  add()
  button('Pause all').focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(document.activeElement).toBe(button('Resume all'))
  })
})

test('upload row › works without a list, and keeps the focus when it is removed', async () => {
  function One() {
    const { upload, uploadId } = useUploadFile()
    return (
      <>
        <button onClick={() => void upload(file('portrait.png', 10))}>Add</button>
        {uploadId && <UploadProgress uploadId={uploadId} />}
      </>
    )
  }
  renderInProvider(<One />)
  add()
  await screen.findByText('Uploaded')
  expect(screen.queryByRole('list')).toBeNull()
  button('Remove portrait.png').focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Uploads' }))
  })
})
