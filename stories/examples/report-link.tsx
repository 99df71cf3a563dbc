import { safeUrl, usePresignedUrl } from 'react-presigned'

export function ReportLink({ uri }: { uri: string }) {
  const { data } = usePresignedUrl(uri) // s3://bucket/reports/7.pdf
  return data ? <a href={safeUrl(data.url)}>Open the report</a> : null
}
