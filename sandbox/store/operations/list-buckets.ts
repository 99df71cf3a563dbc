import type { Operation } from '../operation.ts'

export const listBuckets: Operation = (_call, store) => {
  const buckets = store.disk.all().map((bucket) => bucket.info())
  const sorted = buckets.sort((a, b) => (a.name < b.name ? -1 : 1))
  const xml = {
    ListAllMyBucketsResult: {
      Owner: { ID: store.keys.accessKeyId, DisplayName: store.keys.accessKeyId },
      Buckets: {
        Bucket: sorted.map(({ name, createdAt }) => ({
          Name: name,
          CreationDate: new Date(createdAt).toISOString(),
        })),
      },
    },
  }
  return { status: 200, body: { xml } }
}
