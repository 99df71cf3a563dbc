import type { ReactNode } from 'react'
import { useFocusRestore } from 'react-presigned'

export function FocusPanel({ children }: { children: ReactNode }) {
  const focusProps = useFocusRestore<HTMLElement>({ fallback: 'dropzone' })
  return (
    <section aria-label="Uploads" {...focusProps}>
      {children}
    </section>
  )
}
