import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { UploadError } from '../../../src/errors.ts'
import { isPublicAddress } from './is-public-address.ts'

/**
 * Resolves names to public addresses only. The check is part of the connecting, so that a name cannot answer one
 * address to be checked and another to be used.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    // After a failure there are no addresses to look at.
    if (error !== null) return callback(error, '', 0)
    const [first] = addresses
    const arePublic = addresses.every(({ address }) => isPublicAddress(address))
    if (first === undefined || !arePublic) callback(privateAddress(), '', 0)
    else if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

/** Refuses an address that is written out: there is no name to look up. */
export function checkLiteral({ hostname }: URL): void {
  const address = hostname.replace(/^\[|\]$/g, '')
  if (isIP(address) !== 0 && !isPublicAddress(address)) throw privateAddress()
}

function privateAddress(): UploadError {
  const message = 'The remote URI leads to a private address, which is not fetched. Use a public one.'
  return new UploadError('processing-failed', message)
}
