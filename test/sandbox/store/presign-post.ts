import type { S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import type { PresignedPost, PresignedPostOptions } from '@aws-sdk/s3-presigned-post'

export function presignPost(s3: S3Client, options: PresignedPostOptions): Promise<PresignedPost> {
  // The package brings its own copy of the client, whose class is another one of the same shape.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
  return createPresignedPost(s3, options)
}
