import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { commands, server } from 'vitest/browser'
import { useFileDropzone, useUploads } from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import { isOverBidi } from '../../support/bidi-workarounds.ts'
import { dropFromDisk } from '../../support/drop-from-disk.ts'
import { dropTree, type Tree } from '../../support/drop.ts'
import { renderInProvider } from '../render.tsx'

afterEach(cleanup)

function Zone() {
  const dropzone = useFileDropzone()
  const { uploads } = useUploads()
  return (
    <>
      <div {...dropzone.getRootProps({ style: { inlineSize: 200, blockSize: 200, background: 'gold' } })}>
        <input {...dropzone.getInputProps()} />
        <output aria-label="prompt">{dropzone.label}</output>
        <button onClick={dropzone.cancelReading}>Cancel</button>
      </div>
      <ul aria-label="uploads">
        {uploads.map(({ id, name, relativePath, source }) => (
          <li key={id} data-handle={'handle' in source}>
            {relativePath ?? name}
          </li>
        ))}
      </ul>
      <ul aria-label="rejections">
        {dropzone.rejections.map(({ name, error }, index) => (
          <li key={index}>{`${name}: ${error.message}`}</li>
        ))}
      </ul>
    </>
  )
}

const open = () => renderInProvider(<Zone />, { transfer: createScriptedTransfer({ stallAt: 0.5 }) })
const zone = () => screen.getByRole('group', { name: 'Add files' })
const listed = (name: string) =>
  [...screen.getByRole('list', { name }).querySelectorAll('li')].map((item) => item.textContent)
const file = (name: string) => new File(['x'], name)
const many = (count: number): Tree =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.txt`, file(`${index}.txt`)]))

test('folder drop › adds more files than one read returns, each with its path', async () => {
  open()
  dropTree(zone(), 'album', { ...many(253), inner: { deep: many(101) } })
  await waitFor(() => {
    expect(listed('uploads')).toHaveLength(354)
  })
  expect(listed('uploads')).toContain('album/252.txt')
  expect(listed('uploads')).toContain('album/inner/deep/100.txt')
  expect(new Set(listed('uploads')).size).toBe(354)
})

test('folder drop › shows a growing count while reading, and adds nothing when cancelled', async () => {
  open()
  dropTree(zone(), 'album', many(5000))
  await waitFor(() => {
    expect(screen.getByLabelText('prompt').textContent).toMatch(/^Reading files… [\d,]+ found$/)
  })
  screen.getByRole('button', { name: 'Cancel' }).click()
  await waitFor(() => {
    expect(screen.getByLabelText('prompt').textContent).toBe('Drop files or folders here')
  })
  expect(listed('uploads')).toEqual([])
})

test('folder drop › rejects unreadable files, adds the rest, and skips system files', async () => {
  open()
  dropTree(zone(), 'album', { 'a.txt': file('a.txt'), 'b.txt': 'broken', '.DS_Store': file('.DS_Store') })
  await waitFor(() => {
    expect(listed('uploads')).toEqual(['album/a.txt'])
  })
  expect(listed('rejections')).toEqual([
    "album/b.txt: This file can't be read. Make sure that it still exists, then add it again.",
  ])
})

test('folder drop › rejects an empty folder', async () => {
  open()
  dropTree(zone(), 'album', { inner: {} })
  await waitFor(() => {
    expect(listed('rejections')).toEqual(['album: This folder is empty.'])
  })
})

test.skipIf(isOverBidi)('folder drop › adds a folder from the disk, each file with its handle', async () => {
  const folder = '.sandbox/dropped-folder'
  await Promise.all(
    Array.from({ length: 253 }, (_, index) => commands.writeFile(`${folder}/${index}.txt`, String(index))),
  )
  open()
  await dropFromDisk(zone(), `${server.config.root}/${folder}`)
  await waitFor(() => {
    expect(listed('uploads')).toHaveLength(253)
  })
  expect(listed('uploads')).toContain('dropped-folder/252.txt')
  // With its handle a file can be opened again after a reload.
  expect(document.querySelectorAll('[data-handle=true]')).toHaveLength(253)
})

test.skipIf(isOverBidi)('folder drop › adds files whose names Windows forbids', async () => {
  const folder = '.sandbox/dropped-names'
  const names = ['Is it?.txt', 'star*.txt', 'plain.txt', 'trailing.', 'shortcut.lnk']
  await Promise.all(names.map((name) => commands.writeFile(`${folder}/${name}`, name)))
  open()
  await dropFromDisk(zone(), `${server.config.root}/${folder}`)
  await waitFor(() => {
    expect(listed('uploads').sort()).toEqual(names.map((name) => `dropped-names/${name}`).sort())
  })
  expect(listed('rejections')).toEqual([])
})
