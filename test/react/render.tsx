import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, renderHook, type RenderHookResult, type RenderResult } from '@testing-library/react'
import type { ReactNode } from 'react'
import { UploadProvider, type UploadProviderProps } from 'react-presigned'
import { en } from 'react-presigned/messages/en'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'

type Options = Partial<Omit<UploadProviderProps, 'uploader'>>

// Without retries: these tests show failures.
const failAtOnce = { maxElapsedMs: 0 }

// StrictMode runs effects twice only if it is the root element.
const reactStrictMode = true

/**
 * A page with a provider that does not cache queries. It is given English, since hooks without texts load them
 * asynchronously.
 */
function pageOf(options: Options) {
  const client = new QueryClient({ defaultOptions: { queries: { gcTime: 0 } } })
  const backend = options.backend ?? createFakeBackend()
  const transfer = options.transfer ?? createScriptedTransfer()
  return function Page({ children }: { children: ReactNode }) {
    return (
      <QueryClientProvider client={client}>
        <UploadProvider retry={failAtOnce} messages={en} {...options} backend={backend} transfer={transfer}>
          {children}
        </UploadProvider>
      </QueryClientProvider>
    )
  }
}

/** Renders in StrictMode and a provider, by default with a fake backend and a scripted transfer. */
export function renderInProvider(ui: ReactNode, options: Options = {}): RenderResult {
  return render(ui, { wrapper: pageOf(options), reactStrictMode })
}

/** Runs a hook in such a provider. */
export function runHook<T, P>(
  hook: (props: P) => T,
  { initialProps, ...options }: Options & { initialProps?: P } = {},
): RenderHookResult<T, P> {
  return renderHook(hook, { wrapper: pageOf(options), initialProps, reactStrictMode })
}

/** Waits for two paints, so that updates that were coalesced into a frame are shown. */
export function nextFrames(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        resolve()
      })
    })
  })
}
