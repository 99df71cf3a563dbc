import { expect, onTestFinished, test } from 'vitest'
import { localStorageLocks } from '../../../src/uploader/resume/local-storage-lock.ts'
import type { UploadLocks } from '../../../src/uploader/resume/upload-locks.ts'
import { eventually } from '../../support/eventually.ts'
import { openOtherTab } from './other-tab.ts'

// What pages on plain `http:` do, where browsers have no locks.
const newId = () => crypto.randomUUID()

async function leasesElsewhere() {
  const { load, crash } = await openOtherTab()
  const module = await load<{ leaseLocks(): UploadLocks }>(
    '../../../src/uploader/resume/local-storage-lock.ts',
  )
  return { there: module.leaseLocks(), crash }
}

test('a lease is had once, and again when it was let go', async () => {
  const id = newId()
  const locks = localStorageLocks()
  const unlock = await locks.acquire(id)
  expect(unlock).toBeDefined()
  expect(await localStorageLocks().acquire(id)).toBeUndefined()
  expect(await locks.held()).toContain(id)
  await unlock?.()
  expect(await locks.held()).not.toContain(id)
  const again = await localStorageLocks().acquire(id)
  expect(again).toBeDefined()
  await again?.()
})

test('of two tabs that ask at once, exactly one has it', async () => {
  const { there } = await leasesElsewhere()
  for (let round = 0; round < 5; round++) {
    const id = newId()
    const unlocks = await Promise.all([localStorageLocks(), there].map((locks) => locks.acquire(id)))
    expect(unlocks.filter(Boolean)).toHaveLength(1)
    expect(await localStorageLocks().held()).toContain(id)
    expect(await there.held()).toContain(id)
    for (const unlock of unlocks) await unlock?.()
  }
})

test('a tab that is closed gives its leases back', async () => {
  const { there, crash } = await leasesElsewhere()
  const id = newId()
  await there.acquire(id)
  expect(await localStorageLocks().acquire(id)).toBeUndefined()
  crash()
  await eventually(async () => {
    const unlock = await localStorageLocks().acquire(id)
    expect(unlock).toBeDefined()
    await unlock?.()
  })
})

test('a lease that ran out, or that nobody can read, is free', async () => {
  for (const left of [`someone ${Date.now() - 1}`, 'nonsense', '']) {
    const id = newId()
    const key = `react-presigned/lease/${id}`
    localStorage.setItem(key, left)
    onTestFinished(() => {
      localStorage.removeItem(key)
    })
    const unlock = await localStorageLocks().acquire(id)
    expect(unlock).toBeDefined()
    await unlock?.()
  }
})
