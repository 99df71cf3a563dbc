'use client'

import { useMemo } from 'react'
import { useLatest } from '../use-latest.ts'
import type { FileSelection } from '../../ui/dropzone/file-selection.ts'
import { validateDrag, type DragRules } from '../../ui/dropzone/validate-drag.ts'
import { selectionOfFiles, selectionOfTransfer } from '../../ui/dropzone/read-selection.ts'

type Rules = Pick<DragRules, 'accept'> & { multiple: boolean; validate: unknown }

/** An intake's verbs: those of a dropzone, and those that feed it from the page's events. */
export function useSelectionActions(intake: FileSelection, rules: Rules) {
  const latest = useLatest(rules)
  return useMemo(
    () => ({
      own: {
        cancelReading: intake.cancel,
        clearRejections: intake.clearRejections,
        addDuplicate(id?: string) {
          intake.answer('add', id)
        },
        skipDuplicate(id?: string) {
          intake.answer('skip', id)
        },
        reset: intake.reset,
      },
      target: {
        validate(held: DataTransfer) {
          const { accept, multiple, validate } = latest.current
          const room = Math.min(multiple ? Infinity : 1, intake.room())
          return validateDrag(held, { accept, room, isChecked: validate !== undefined })
        },
        takeTransfer(transfer: DataTransfer) {
          void intake.take(selectionOfTransfer(transfer))
        },
        takeInput(input: HTMLInputElement) {
          void intake.take(selectionOfFiles(input.files ?? []))
          // Otherwise the same file could not be chosen again.
          input.value = ''
        },
      },
    }),
    [intake, latest],
  )
}
