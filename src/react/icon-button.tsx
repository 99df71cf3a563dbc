import { Icon, type IconName } from './icon.tsx'

type Props = {
  icon: IconName
  /** Its name, for those who do not see the icon and, on hover, for those who do. */
  label: string
  /** A word beside the icon, part of `label`. */
  text?: string | undefined
  onClick(): void
}

/** A button of one icon, at most with a word. */
export function IconButton({ icon, label, text, onClick }: Props) {
  return (
    <button
      type="button"
      className={text ? 'rp-button' : 'rp-icon-button'}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon name={icon} />
      {text}
    </button>
  )
}
