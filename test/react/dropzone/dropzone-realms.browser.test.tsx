import { cleanup, screen, waitFor } from '@testing-library/react'
import { createPortal } from 'react-dom'
import { afterEach, describe, expect, test } from 'vitest'
import { FileDropzone, useUploads, type UseFileDropzoneOptions } from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import { renderInProvider } from '../render.tsx'

afterEach(() => {
  cleanup()
  for (const element of document.querySelectorAll('body > *')) element.remove()
})

type Realm = Window & typeof globalThis

function Uploads() {
  const { uploads } = useUploads()
  return <output aria-label="uploads">{uploads.map(({ name }) => name).join()}</output>
}

/** Renders a dropzone into an element, of another window or of a shadow root. */
function openIn(container: Element | DocumentFragment, options: UseFileDropzoneOptions = {}) {
  renderInProvider(
    <>
      {createPortal(<FileDropzone {...options} />, container)}
      <Uploads />
    </>,
    { transfer: createScriptedTransfer({ stallAt: 0.5 }) },
  )
  return container.querySelector('[role=group]') as HTMLElement
}

function carrying(realm: Realm, name: string, text?: string): DataTransfer {
  const transfer = new realm.DataTransfer()
  transfer.items.add(new realm.File(['x'], name, { type: 'image/png' }))
  if (text !== undefined) transfer.setData('text/plain', text)
  return transfer
}

function drop(target: Element, name: string): DragEvent {
  const realm = target.ownerDocument.defaultView as Realm
  const dataTransfer = carrying(realm, name)
  const event = new realm.DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, composed: true })
  target.dispatchEvent(event)
  return event
}

function paste(target: Element, name: string, text?: string): ClipboardEvent {
  const realm = target.ownerDocument.defaultView as Realm
  const clipboardData = carrying(realm, name, text)
  const event = new realm.ClipboardEvent('paste', {
    clipboardData,
    bubbles: true,
    cancelable: true,
    composed: true,
  })
  // Firefox keeps only the text of a script's event.
  if (event.clipboardData !== clipboardData) {
    Object.defineProperty(event, 'clipboardData', { value: clipboardData })
  }
  target.dispatchEvent(event)
  return event
}

function pick(input: HTMLInputElement, name: string) {
  const realm = input.ownerDocument.defaultView as Realm
  input.files = carrying(realm, name).files
  input.dispatchEvent(new realm.Event('change', { bubbles: true }))
}

async function expectUploads(names: string) {
  await waitFor(() => {
    expect(screen.getByLabelText('uploads').textContent).toBe(names)
  })
}

/** A shadow root below `parent`, with the markup inside. */
function shadowIn(parent: Element | ShadowRoot, html: string): ShadowRoot {
  const host = parent.appendChild(document.createElement('div'))
  const root = host.attachShadow({ mode: 'open' })
  root.innerHTML = html
  return root
}

function openFrame(): Document {
  const frame = document.body.appendChild(document.createElement('iframe'))
  return frame.contentDocument as Document
}

describe('dropzone in another window', () => {
  const windows = [
    ['an iframe', openFrame],
    ['a pop-up', () => (window.open('', '_blank', 'width=300,height=300') as Window).document],
  ] as const

  test.each(windows)('adds drops, picks and pastes in %s', async (_, openDocument) => {
    const inner = openDocument()
    const zone = openIn(inner.body)
    drop(zone, 'dropped')
    await expectUploads('dropped')
    pick(zone.querySelector('input') as HTMLInputElement, 'picked')
    await expectUploads('dropped,picked')
    paste(zone.querySelector('button') as Element, 'pasted')
    await expectUploads('dropped,picked,pasted')
    inner.defaultView?.close()
  })

  test.each(windows)('adds what is dropped and pasted outside of it in %s', async (_, openDocument) => {
    const inner = openDocument()
    openIn(inner.body, { acceptPageDrops: true })
    const outside = inner.body.appendChild(inner.createElement('p'))
    drop(outside, 'dropped')
    await expectUploads('dropped')
    paste(outside, 'pasted')
    await expectUploads('dropped,pasted')
    const text = inner.body.appendChild(inner.createElement('textarea'))
    expect(paste(text, 'cell.png', 'text').defaultPrevented).toBe(false)
    const fileInput = inner.body.appendChild(inner.createElement('input'))
    fileInput.type = 'file'
    expect(drop(fileInput, 'chosen').defaultPrevented).toBe(false)
    await expectUploads('dropped,pasted')
    inner.defaultView?.close()
  })

  test('adds files of the main window that are dropped in an iframe', async () => {
    const inner = openFrame()
    const zone = openIn(inner.body)
    const realm = inner.defaultView as Realm
    const dataTransfer = carrying(window, 'main')
    zone.dispatchEvent(new realm.DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    await expectUploads('main')
  })
})

describe('page drops and shadow roots', () => {
  test.each([
    ['a textarea', '<textarea></textarea>'],
    ['a search field', '<input type="search">'],
    ['an input of a type that browsers do not know', '<input type="rich">'],
    ['an editor', '<div contenteditable tabindex="0">text</div>'],
    ['a part of an editor', '<div contenteditable="true"><b class="target" tabindex="0">text</b></div>'],
  ])('leave a paste of text with an image to %s', async (_, html) => {
    openIn(document.body.appendChild(document.createElement('div')), { acceptPageDrops: true })
    for (const root of [
      shadowIn(document.body, html),
      shadowIn(shadowIn(document.body, '<p>Outer</p>'), html),
    ]) {
      const target = (root.querySelector('.target') ?? root.firstElementChild) as Element
      expect(paste(target, 'cell.png', 'text').defaultPrevented).toBe(false)
    }
    drop(document.body, 'last')
    await expectUploads('last')
  })

  test.each([
    ['a select', '<select><option>One</option></select>'],
    ['a button', '<button>Press</button>'],
    ['a checkbox', '<input type="checkbox">'],
  ])('add files that are pasted on %s', async (_, html) => {
    openIn(document.body.appendChild(document.createElement('div')), { acceptPageDrops: true })
    const root = shadowIn(document.body, html)
    expect(paste(root.firstElementChild as Element, 'image.png').defaultPrevented).toBe(true)
    await expectUploads('image.png')
  })

  test('leave a drop to a file input, and to a target that handles it', async () => {
    openIn(document.body.appendChild(document.createElement('div')), { acceptPageDrops: true })
    const root = shadowIn(document.body, '<input type="file"><p>Target</p>')
    expect(drop(root.querySelector('input') as Element, 'chosen').defaultPrevented).toBe(false)
    root.querySelector('p')?.addEventListener('drop', (event) => event.preventDefault())
    drop(root.querySelector('p') as Element, 'handled')
    drop(document.body, 'last')
    await expectUploads('last')
  })

  test('go to a dropzone inside a shadow root, and a drop on it is added once', async () => {
    const zone = openIn(shadowIn(document.body, ''), { acceptPageDrops: true })
    drop(zone, 'inside')
    await expectUploads('inside')
    drop(document.body, 'outside')
    await expectUploads('inside,outside')
    zone.querySelector('button')?.focus()
    paste(document.body, 'pasted')
    await expectUploads('inside,outside,pasted')
  })

  test('go to a dropzone whose shadow root is inside the modal dialog, not to one behind it', async () => {
    const dialog = document.body.appendChild(document.createElement('dialog'))
    const root = shadowIn(dialog, '')
    dialog.showModal()
    openIn(root, { acceptPageDrops: true })
    drop(dialog, 'inside')
    await expectUploads('inside')
    cleanup()
    openIn(document.body.appendChild(document.createElement('div')), { acceptPageDrops: true })
    const event = drop(dialog, 'behind')
    expect(event.defaultPrevented).toBe(true)
    dialog.close()
    drop(document.body, 'last')
    await expectUploads('last')
  })

  test('reset a dropzone whose form is inside a shadow root', async () => {
    const root = shadowIn(document.body, '<form></form>')
    const form = root.querySelector('form') as HTMLFormElement
    const zone = openIn(form, { name: 'files' })
    drop(zone, 'a')
    await expectUploads('a')
    form.reset()
    await expectUploads('')
  })
})
