'use client'

import { useFilePreview } from './use-file-preview.ts'
import type { FileKind } from '../../model/file-kind.ts'
import { Icon } from '../icon.tsx'

/** A preview of a local file, over the icon of its kind. The name beside it is its text alternative. */
export function FileThumbnail({ file, kind }: { file: File | Blob; kind: FileKind }) {
  const { url } = useFilePreview(file)
  return (
    <span className="rp-thumbnail-box" data-kind={kind}>
      <Icon name={kind} />
      {url && <img className="rp-thumbnail" src={url} alt="" draggable={false} />}
    </span>
  )
}
