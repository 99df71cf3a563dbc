'use client'

import { useFilePreview } from './use-file-preview.ts'
import type { FileKind } from '../../model/file-kind.ts'
import { Icon } from '../icon.tsx'

/** What is in a file: its picture, or its kind where the browser cannot show one. The name beside it says which. */
export function FileThumbnail({ file, kind }: { file: File | Blob; kind: FileKind }) {
  const { url } = useFilePreview(file)
  return (
    <span className="rp-thumbnail-box" data-kind={kind}>
      <Icon name={kind} />
      {url && <img className="rp-thumbnail" src={url} alt="" draggable={false} />}
    </span>
  )
}
