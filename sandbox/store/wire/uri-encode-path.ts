import { uriEncode } from './uri-encode.ts'

/** S3 signs and lists keys encoded once, their slashes kept; other services encode twice and normalise. */
export function uriEncodePath(path: string): string {
  return path.split('/').map(uriEncode).join('/')
}
