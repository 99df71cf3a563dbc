import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { FileDropzone, UploadProgress, useUploadActions } from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import 'react-presigned/styles.css'
import { renderInProvider } from '../react/render.tsx'

afterEach(cleanup)

function Page() {
  const { add } = useUploadActions()
  return (
    <>
      <button onClick={() => add([new File(['words'], 'letter.txt')])}>Add</button>
      <FileDropzone />
      <UploadProgress />
    </>
  )
}

/** Adds a stylesheet of the page before the package's, for the duration of the test. */
function addStyles(css: string) {
  const element = document.createElement('style')
  element.textContent = css
  document.head.prepend(element)
  onTestFinished(() => {
    element.remove()
  })
}

async function showFailure() {
  renderInProvider(<Page />, { transfer: createScriptedTransfer({ breakAt: 0.5 }) })
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  await screen.findByRole('button', { name: 'Retry letter.txt' })
}

const styleOf = (selector: string) => {
  const element = document.querySelector(selector)
  if (!element) throw new Error(`No element matches ${selector}.`)
  return getComputedStyle(element)
}

test('page styles › override the package’s, whatever their specificity and order', async () => {
  await showFailure()
  expect(styleOf('.rp-error').color).not.toBe('rgb(1, 2, 3)')
  addStyles(`
    .rp-error { color: rgb(1, 2, 3) }
    button { padding: 7px }
    .rp-upload[data-status='failed'] { padding-inline-start: 33px }
    section { border-width: 5px }
  `)
  expect(styleOf('.rp-error').color).toBe('rgb(1, 2, 3)')
  expect(styleOf('.rp-dropzone .rp-button').padding).toBe('7px')
  expect(styleOf('.rp-actions .rp-icon-button').padding).toBe('7px')
  expect(styleOf('.rp-upload').paddingInlineStart).toBe('33px')
  expect(styleOf('.rp-uploads').borderTopWidth).toBe('5px')
})

test('page styles › custom properties and accent color apply to the components', async () => {
  await showFailure()
  addStyles(`
    :root { --rp-radius: 3px; --rp-danger: rgb(9, 9, 99); accent-color: rgb(4, 5, 6) }
    .rp-uploads { --rp-uploads-size: 123px }
  `)
  expect(styleOf('.rp-uploads').borderTopLeftRadius).toBe('3px')
  expect(styleOf('.rp-target').borderTopLeftRadius).toBe('3px')
  expect(styleOf('.rp-error').color).toBe('rgb(9, 9, 99)')
  expect(styleOf('.rp-bar-fill').accentColor).toBe('rgb(4, 5, 6)')
  expect(styleOf('.rp-scroller').maxBlockSize).toBe('123px')
})
