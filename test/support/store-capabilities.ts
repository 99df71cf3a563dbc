import type { TestContext } from 'vitest'

/**
 * What S3 does and some compatible stores do not: see docs/stores.md. `S3_LACKS` names those that the store under test
 * lacks, separated by commas; tests that need them are skipped.
 */
const storeCapabilities = {
  'checksum-headers': 'check x-amz-checksum-* headers',
  'signed-headers-only': 'reject x-amz-* headers that the signature does not cover',
} as const

type StoreCapability = keyof typeof storeCapabilities

/** Whether the store under test has the capability. */
export function storeCan(capability: StoreCapability): boolean {
  return !lacking().includes(capability)
}

/** Skips the test, with the reason in the report, if the store under test lacks a capability. */
export function requireStore({ skip }: Pick<TestContext, 'skip'>, ...capabilities: StoreCapability[]): void {
  for (const name of capabilities) skip(!storeCan(name), `the store does not ${storeCapabilities[name]}`)
}

function lacking(): readonly StoreCapability[] {
  const names = (process.env['S3_LACKS'] ?? '').split(',').filter((name) => name !== '')
  return names.map((name) => {
    if (isCapability(name)) return name
    const known = Object.keys(storeCapabilities).join(', ')
    throw new Error(`S3_LACKS names “${name}”, which is none of ${known}.`)
  })
}

function isCapability(name: string): name is StoreCapability {
  return Object.hasOwn(storeCapabilities, name)
}
