import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { useUploadAnnouncer, useUploadActions } from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import { renderInProvider } from '../render.tsx'

afterEach(cleanup)

function Page() {
  const { add } = useUploadActions()
  const announced = useUploadAnnouncer()
  return (
    <>
      <button onClick={() => add(['a', 'b', 'c'].map((name) => new File(['12'], name)))}>Add</button>
      <p data-testid="announced">{announced}</p>
    </>
  )
}

test('live region › announces uploads in one region, mounted before there are any', async () => {
  const transfer = createScriptedTransfer({ bytesPerSecond: 1, responseDelayMs: 1_000 })
  renderInProvider(<Page />, { transfer, locale: 'en' })
  const region = await screen.findByRole('status')
  expect(region.textContent).toBe('')
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  await waitFor(() => expect(region.textContent).toBe('Uploading 3 files'), { timeout: 3_000 })
  expect(screen.getByTestId('announced').textContent).toBe('Uploading 3 files')
  await waitFor(() => expect(region.textContent).toBe('3 of 3 uploaded'), { timeout: 15_000 })
  expect(screen.getAllByRole('status')).toEqual([region])
})

test('live region › announces uploads that have completed before its code is loaded', async () => {
  renderInProvider(<Page />, { locale: 'en' })
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  const region = await screen.findByRole('status')
  await waitFor(() => expect(region.textContent).toBe('3 of 3 uploaded'), { timeout: 5_000 })
})
