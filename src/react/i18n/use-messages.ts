'use client'

import { createContext, useContext, useMemo } from 'react'
import { errors } from '../../ui/i18n/en/errors.ts'
import type { MessageGroup } from '../../ui/i18n/message-groups.ts'
import type {
  IdleDropzoneMessages,
  MessageGroupName,
  MessagesOf,
  UploadMessages,
} from '../../ui/i18n/messages.ts'
import { useUploadContext } from '../context.ts'
import { useChunk } from '../use-chunk.ts'

type DefaultMessages = Partial<Omit<UploadMessages, 'dropzone'>> & { dropzone?: IdleDropzoneMessages }

/**
 * English texts that a component brings along for the hooks and components inside it. Only components do: an
 * application that uses hooks and has its own texts ships no English.
 */
export const DefaultMessagesContext = createContext<DefaultMessages>({})

/**
 * The texts of one group, and those of errors: the provider's; where it leaves some out, English. Without
 * `DefaultMessagesContext`, English is loaded when it is needed: until then texts are empty, so that the server and the
 * first client render agree.
 */
export function useMessages<Name extends MessageGroupName, Texts extends object>(
  group: MessageGroup<Name, Texts>,
): MessagesOf<Name, Texts> {
  const { messages: overrides } = useUploadContext()
  const texts = useTexts(group, useContext(DefaultMessagesContext)[group.name] as Texts | undefined)
  return useMemo(
    () => ({ [group.name]: texts, errors: { ...errors, ...overrides?.errors } }) as MessagesOf<Name, Texts>,
    [group, texts, overrides?.errors],
  )
}

/** The texts of one group; English is loaded if there are no defaults, and the provider leaves some out. */
export function useTexts<Texts extends object>(
  { name, empty, english }: MessageGroup<MessageGroupName, Texts>,
  defaults?: Texts,
): Texts {
  const override: object | undefined = useUploadContext().messages?.[name]
  const isComplete = useMemo(
    () => defaults !== undefined || Object.keys(empty).every((key) => override && key in override),
    [empty, override, defaults],
  )
  const loaded = useChunk(english, !isComplete)
  return useMemo(
    () => ({ ...(defaults ?? loaded ?? empty), ...override }),
    [empty, override, defaults, loaded],
  )
}
