import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { UploadProvider, type UploadProviderProps } from 'react-presigned'
import { SandboxMissing } from './live-sandbox-missing.tsx'
import './live-upload.css'
import './live-vendors.css'

type Props = UploadProviderProps & { title: string; about: string }

/** A page on one API: what it can do in a sentence, then what it does; or how to start the sandbox. */
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
    // Once it is there the page stays, with whatever is on its way.
    staleTime: Infinity,
  })
  return error ? <SandboxMissing reason={error.message} onRetry={() => void refetch()} /> : children
}

async function askSandbox(): Promise<true> {
  const { ok, status } = await fetch('/sandbox/health')
  if (!ok) throw new Error(`/sandbox/health answered ${status}.`)
  return true
}
