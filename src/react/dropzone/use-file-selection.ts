'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { useUploadContext } from '../context.ts'
import { useLatest } from '../use-latest.ts'
import {
  createFileSelection,
  type FileSelection,
  type IntakeRules,
} from '../../ui/dropzone/file-selection.ts'
import type { SelectionState } from '../../ui/dropzone/selection-state.ts'

/**
 * A dropzone's intake and where it is. What is still read when the dropzone goes is not added behind its back: one that was
 * only hidden says so when it is shown again.
 */
export function useFileSelection(rules: IntakeRules): { intake: FileSelection; state: SelectionState } {
  const { uploader } = useUploadContext()
  const latest = useLatest(rules)
  const [intake] = useState(() => createFileSelection(uploader, () => latest.current))
  const state = useSyncExternalStore(intake.subscribe, intake.get, intake.get)
  useEffect(() => () => intake.interrupt(), [intake])
  return { intake, state }
}
