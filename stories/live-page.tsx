import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { UploadProvider, type UploadProviderProps } from 'react-presigned'
import { SandboxMissing } from './live-sandbox-missing.tsx'
import './live-upload.css'
import './live-vendors.css'

type Props = UploadProviderProps & { title: string; about: string }

/** A page for one API: its features, or instructions to start the sandbox. */
export function LivePage({ title, about, children, ...provider }: Props) {
  return (
    <UploadProvider {...provider}>
      <main className="live">
        <h1>{title}</h1>
        <p className="live-about">{about}</p>
        <WithSandbox>{children}</WithSandbox>
      </main>
    </UploadProvider>
  )
}

function WithSandbox({ children }: { children: ReactNode }) {
  const { error, refetch } = useQuery({
    queryKey: ['sandbox'],
    queryFn: askSandbox,
    retry: false,
    // Once the sandbox has responded, the page stays mounted, so that uploads in progress are kept.
    staleTime: Infinity,
  })
  return error ? <SandboxMissing reason={error.message} onRetry={() => void refetch()} /> : children
}

async function askSandbox(): Promise<true> {
  const { ok, status } = await fetch('/sandbox/health')
  if (!ok) throw new Error(`/sandbox/health responded with ${status}.`)
  return true
}
