import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, test } from 'vitest'
import { useFileDropzone, useUploads, type UseFileDropzoneOptions } from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import { dragEvent, dropFiles } from '../../support/drop.ts'
import { renderInProvider } from '../render.tsx'

afterEach(cleanup)

type ZoneProps = UseFileDropzoneOptions & {
  name: string
  children?: ReactNode
  handlers?: React.HTMLAttributes<HTMLElement>
}

function Zone({ name, children, handlers, ...options }: ZoneProps) {
  const { getRootProps, getInputProps, dragState } = useFileDropzone(options)
  return (
    <div {...getRootProps({ 'aria-label': name, ...handlers })}>
      <input {...getInputProps({ 'aria-label': `input of ${name}` })} />
      <output aria-label={`drag of ${name}`}>{dragState}</output>
      {children}
    </div>
  )
}

function Uploads() {
  const { uploads } = useUploads()
  return <output aria-label="uploads">{uploads.map(({ name }) => name).join()}</output>
}

function open(page: ReactNode) {
  return renderInProvider(
    <>
      {page}
      <Uploads />
    </>,
    { transfer: createScriptedTransfer({ stallAt: 0.5 }) },
  )
}

const file = (name: string) => new File(['x'], name, { type: 'text/plain' })
const zone = (name: string) => screen.getByRole('group', { name })
const dragOf = (name: string) => screen.getByLabelText(`drag of ${name}`).textContent
const uploads = () => screen.getByLabelText('uploads').textContent

function drag(type: string, target: Element, relatedTarget: Element | null = null) {
  const { dataTransfer } = dragEvent(type, [file('a.txt')])
  const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer, relatedTarget })
  fireEvent(target, event)
  return event
}

test('drop target › begins with a dragover whose dragenter was lost', async () => {
  open(<Zone name="first" />)
  drag('dragover', zone('first'))
  await waitFor(() => expect(dragOf('first')).toBe('accept'))
  drag('dragleave', zone('first'))
  await waitFor(() => expect(dragOf('first')).toBe('none'))
})

test('drop target › ends when the drag goes to an element outside, whatever it had entered', async () => {
  open(
    <>
      <Zone name="first">
        <p>Inside</p>
      </Zone>
      <p>Outside</p>
    </>,
  )
  drag('dragenter', zone('first'))
  drag('dragenter', screen.getByText('Inside'))
  await waitFor(() => expect(dragOf('first')).toBe('accept'))
  drag('dragleave', screen.getByText('Inside'), screen.getByText('Outside'))
  await waitFor(() => expect(dragOf('first')).toBe('none'))
})

test('drop target › follows a drag between elements of a shadow root inside it', async () => {
  open(
    <Zone name="first">
      <div data-testid="host" />
    </Zone>,
  )
  const shadow = screen.getByTestId('host').attachShadow({ mode: 'open' })
  shadow.innerHTML = '<p>One</p><p>Two</p>'
  const [one, two] = shadow.querySelectorAll('p') as unknown as [Element, Element]
  const fire = (type: string, target: Element) => {
    const { dataTransfer } = dragEvent(type, [file('a.txt')])
    target.dispatchEvent(
      new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer }),
    )
  }
  fire('dragenter', one)
  await waitFor(() => expect(dragOf('first')).toBe('accept'))
  const seen: (string | undefined)[] = []
  const observer = new MutationObserver(() => seen.push(zone('first').dataset['drag']))
  observer.observe(zone('first'), { attributeFilter: ['data-drag'] })
  fire('dragenter', two)
  fire('dragleave', one)
  fire('dragleave', two)
  await waitFor(() => expect(seen).toEqual(['none']))
  observer.disconnect()
})

test('nested drop targets › show a drag in the inner one only', async () => {
  open(
    <Zone name="outer">
      <Zone name="inner" />
    </Zone>,
  )
  drag('dragenter', zone('outer'))
  await waitFor(() => expect(dragOf('outer')).toBe('accept'))
  drag('dragenter', zone('inner'))
  drag('dragleave', zone('outer'))
  await waitFor(() => expect([dragOf('outer'), dragOf('inner')]).toEqual(['none', 'accept']))
  drag('dragenter', zone('outer'))
  drag('dragleave', zone('inner'))
  await waitFor(() => expect([dragOf('outer'), dragOf('inner')]).toEqual(['accept', 'none']))
})

test('nested drop targets › do not pass on what is dropped on a disabled one', async () => {
  open(
    <Zone name="outer">
      <Zone name="inner" disabled />
    </Zone>,
  )
  const over = drag('dragover', zone('inner'))
  expect(over.dataTransfer?.dropEffect).toBe('none')
  const drop = dragEvent('drop', [file('refused.txt')])
  fireEvent(zone('inner'), drop)
  // The browser would navigate to the file.
  expect(drop.defaultPrevented).toBe(true)
  dropFiles(zone('outer'), [file('added.txt')])
  await waitFor(() => expect(uploads()).toBe('added.txt'))
})

test('getRootProps › calls the handlers of the application first, and leaves events to them that they stop', async () => {
  const seen: string[] = []
  open(
    <Zone
      name="first"
      handlers={{
        onDragEnter: ({ defaultPrevented }) => void seen.push(`dragenter ${defaultPrevented}`),
        onDrop(event) {
          // A habit of many handlers: it does not stop the dropzone.
          event.preventDefault()
          seen.push('drop')
          if (event.dataTransfer.files[0]?.name === 'own.txt') event.stopPropagation()
        },
      }}
    />,
  )
  drag('dragenter', zone('first'))
  expect(seen).toEqual(['dragenter false'])
  dropFiles(zone('first'), [file('own.txt')])
  dropFiles(zone('first'), [file('added.txt')])
  await waitFor(() => expect(uploads()).toBe('added.txt'))
  expect(seen).toEqual(['dragenter false', 'drop', 'drop'])
})

test('getInputProps › calls onChange of the application, and its clicks do not bubble', async () => {
  const seen: string[] = []
  function Page() {
    const { getRootProps, getInputProps, open } = useFileDropzone()
    return (
      <div {...getRootProps({ onClick: () => void seen.push('click') })}>
        <input
          {...getInputProps({ onChange: ({ target }) => void seen.push(target.files?.[0]?.name ?? '') })}
        />
        <button onClick={open}>Choose</button>
      </div>
    )
  }
  open(<Page />)
  const input = document.querySelector('input') as HTMLInputElement
  expect(input).toMatchObject({ type: 'file', multiple: true, tabIndex: -1 })
  input.addEventListener('click', (event) => event.preventDefault())
  input.click()
  expect(seen).toEqual([])
  const { dataTransfer } = dragEvent('drop', [file('picked.txt')])
  input.files = dataTransfer?.files ?? null
  fireEvent.change(input)
  await waitFor(() => expect(uploads()).toBe('picked.txt'))
  expect(seen).toEqual(['picked.txt'])
  expect(input.files).toHaveLength(0)
})
