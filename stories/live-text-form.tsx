import { useId, useRef } from 'react'

/** A text field with a submit button. */
export function TextForm({
  label,
  action,
  type = 'text',
  placeholder,
  disabled,
  onSubmit,
}: {
  label: string
  action: string
  type?: 'text' | 'url'
  placeholder?: string
  disabled?: boolean
  onSubmit: (text: string) => void
}) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  return (
    <form
      className="live-form"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(input.current?.value.trim() ?? '')
      }}
    >
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={input}
        type={type}
        placeholder={placeholder}
        required
        autoComplete="off"
        spellCheck={false}
      />
      <button type="submit" disabled={disabled}>
        {action}
      </button>
    </form>
  )
}
