import type { FrameButtonProps, FrameLinkProps } from '../../ui/gallery/gallery-controls.ts'
import { Icon, type IconName } from '../icon.tsx'

/** A gallery's button of one icon. */
export function GalleryButton({ icon, ...props }: FrameButtonProps & { icon: IconName }) {
  return (
    <button className="rp-icon-button" title={props['aria-label']} {...props}>
      <Icon name={icon} />
    </button>
  )
}

/** A gallery's link of one icon. */
export function GalleryLink({ icon, ...props }: FrameLinkProps & { icon: IconName }) {
  return (
    <a className="rp-icon-button" title={props['aria-label']} {...props}>
      <Icon name={icon} />
    </a>
  )
}
