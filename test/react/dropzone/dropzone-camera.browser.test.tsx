import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { cdp, userEvent } from 'vitest/browser'
import { FileDropzone, UploadProgress, type UseFileDropzoneOptions } from 'react-presigned'
import { renderInProvider } from '../render.tsx'

afterEach(async () => {
  cleanup()
  await touch(false)
})

/** Whether the main pointer is a finger, as on a phone. */
async function touch(enabled: boolean) {
  await cdp().send('Emulation.setTouchEmulationEnabled', { enabled })
  await waitFor(() => {
    expect(matchMedia('(pointer: coarse)').matches).toBe(enabled)
  })
}

function open(options: UseFileDropzoneOptions) {
  renderInProvider(
    <>
      <FileDropzone {...options} />
      <UploadProgress />
    </>,
  )
}
const camera = () => document.querySelector<HTMLInputElement>('input[capture]')

test('camera picker › on touch devices, opens the camera and uploads what it takes', async () => {
  await touch(true)
  open({ accept: { 'image/*': [], 'application/pdf': [] }, capture: 'environment' })
  const input = camera()
  if (!input) throw new Error('There is no input for the camera.')
  // Phones open the camera only where only images are accepted.
  expect([input.accept, input.getAttribute('capture')]).toEqual(['image/*', 'environment'])
  const opened: Event[] = []
  input.addEventListener('click', (event) => {
    event.preventDefault()
    opened.push(event)
  })
  screen.getByRole('button', { name: 'Take a photo' }).click()
  expect(opened).toHaveLength(1)
  await userEvent.upload(input, new File(['x'], 'photo.jpg', { type: 'image/jpeg' }))
  await screen.findByText('Uploaded')
  expect(screen.getByTitle('photo.jpg')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Choose files' })).toBeTruthy()
})

test('camera picker › records video if only video is accepted, and is absent for other types and without touch', async () => {
  await touch(true)
  open({ accept: { 'video/*': [] }, capture: 'user' })
  expect(screen.getByRole('button', { name: 'Record a video' })).toBeTruthy()
  expect([camera()?.accept, camera()?.getAttribute('capture')]).toEqual(['video/*', 'user'])
  cleanup()
  open({ accept: { 'application/pdf': [] }, capture: 'environment' })
  expect(camera()).toBeNull()
  await touch(false)
  cleanup()
  open({ capture: 'environment' })
  expect(camera()).toBeNull()
})
