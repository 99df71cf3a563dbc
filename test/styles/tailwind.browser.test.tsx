import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import preflight from 'tailwindcss/preflight.css?raw'
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { UploadProgress, useUploadActions } from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import 'react-presigned/styles.css'
import { backendOf, framesOf, makeImage, option, show } from '../react/gallery/gallery-page.tsx'
import { renderInProvider } from '../react/render.tsx'

// Tailwind v4's preflight, in the order of layers that the documentation of the styles recommends.
const order = '@layer theme, base, react-presigned, components, utilities;'

afterEach(cleanup)

let image = ''
beforeAll(async () => {
  image = await makeImage('orange')
})

beforeEach(() => {
  const element = document.createElement('style')
  element.textContent = `${order} @layer base { ${preflight} }`
  document.head.prepend(element)
  onTestFinished(() => {
    element.remove()
  })
})

/** The colour of the pixel in the middle of an element, as it is painted. */
async function paintedColor(element: Element): Promise<readonly number[]> {
  const base64 = await page.screenshot({ element, save: false })
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const bitmap = await createImageBitmap(new Blob([bytes]))
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
  context?.drawImage(bitmap, 0, 0)
  const pixel = context?.getImageData(bitmap.width / 2, bitmap.height / 2, 1, 1)
  return [...(pixel?.data ?? [])].slice(0, 3)
}

function Uploads() {
  const { add } = useUploadActions()
  return (
    <div style={{ accentColor: 'rgb(109, 40, 217)' }}>
      <button onClick={() => add([new File([new Uint8Array(60)], 'video.mp4')])}>Add</button>
      <UploadProgress />
    </div>
  )
}

describe('styles under the preflight of Tailwind v4', () => {
  test('progress bars have the accent color of the page', async () => {
    renderInProvider(<Uploads />, { transfer: createScriptedTransfer(() => ({ stallAt: 0.5 })) })
    fireEvent.click(screen.getByRole('button', { name: 'Add' }))
    await screen.findByText('50%')
    const [bar] = screen.getAllByRole('progressbar')
    const fill = bar?.firstElementChild
    if (!fill) throw new Error('The bar is missing.')
    await waitFor(() => {
      expect(document.getAnimations()).toEqual([])
    })
    expect(await paintedColor(fill)).toEqual([109, 40, 217])
  })

  test('the dialog is in the middle of the page', async () => {
    await show(backendOf(() => framesOf(3, () => image)))
    option(1).focus()
    await userEvent.keyboard('{Enter}')
    const { left, right, top, bottom } = (await screen.findByRole('dialog')).getBoundingClientRect()
    const { clientWidth, clientHeight } = document.documentElement
    expect(Math.abs(left - (clientWidth - right))).toBeLessThan(2)
    expect(Math.abs(top - (clientHeight - bottom))).toBeLessThan(2)
    expect(top).toBeGreaterThan(0)
  })

  test('a zoomed frame is larger than its viewport', async () => {
    await show(backendOf(() => framesOf(3, () => image)))
    option(1).focus()
    await userEvent.keyboard('{Enter}')
    const dialog = await screen.findByRole('dialog')
    await userEvent.keyboard('+')
    const viewport = within(dialog).getByRole('group')
    await waitFor(() => {
      const width = viewport.querySelector('img')?.getBoundingClientRect().width ?? 0
      expect(Math.abs(width - 2 * viewport.clientWidth)).toBeLessThan(2)
    })
  })
})
