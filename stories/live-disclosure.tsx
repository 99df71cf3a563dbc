import { useState, type ReactNode } from 'react'

/** A button in a file's row that expands a panel below the row. */
export function Disclosure({ label, of, children }: { label: string; of: string; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-label={`${label} of ${of}`}
        onClick={() => {
          setIsOpen(!isOpen)
        }}
      >
        {label}
      </button>
      {isOpen && <div className="live-disclosed">{children}</div>}
    </>
  )
}
