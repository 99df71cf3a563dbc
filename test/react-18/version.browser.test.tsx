import { render } from '@testing-library/react'
import { useQueryClient } from '@tanstack/react-query'
import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { FileDropzone, UploadProvider } from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'
import { expect, test } from 'vitest'

test('what renders here is React 18.2, and so it is for the library and all that it stands on', () => {
  expect([version, domVersion]).toEqual(['18.2.0', '18.2.0'])
  // With two Reacts on the page each hook of the other one throws.
  const errors: unknown[] = []
  function Client() {
    errors.push(useQueryClient())
    return null
  }
  const { container } = render(
    <UploadProvider backend={createFakeBackend()}>
      <FileDropzone />
      <Client />
    </UploadProvider>,
  )
  expect(container.querySelector('input[type="file"]')).not.toBeNull()
})
