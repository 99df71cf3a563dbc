import { S3Error } from '../wire/s3-error.ts'

// Unsupported features respond with 501 instead of being ignored.
const headers =
  /^x-amz-(?:tagging|grant-.+|(?:bucket-)?object-lock-.+|server-side-encryption.*|write-offset-bytes|website-redirect-location|rename-source|if-match-.+|mfa)$/
const parameters = new Set(
  `abac accelerate acl analytics append attributes encryption intelligent-tiering inventory legal-hold lifecycle
  location logging metadataConfiguration metadataTable metrics notification object-lock ownershipControls policy
  policyStatus publicAccessBlock renameObject replication requestPayment restore retention select session tagging
  torrent versioning versionId versions website`.split(/\s+/),
)
/** With the default "bucket owner enforced", these ACLs have no effect and others are rejected. */
const harmlessAcls = new Set(['private', 'bucket-owner-full-control'])

export function refuseUnsupported(
  sent: ReadonlyMap<string, string>,
  query: readonly (readonly [string, string])[] = [],
): void {
  for (const [name, value] of sent) {
    const isDefault = name === 'x-amz-server-side-encryption' && value === 'AES256'
    if (headers.test(name) && !isDefault) throw new S3Error('NotImplemented', { Header: name })
    if (name === 'x-amz-acl' && !harmlessAcls.has(value)) throw new S3Error('AccessControlListNotSupported')
  }
  for (const [name] of query)
    if (parameters.has(name)) throw new S3Error('NotImplemented', { Parameter: name })
}
