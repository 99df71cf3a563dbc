'use client'

import { createContext, useContext, useMemo } from 'react'
import { errors } from '../../ui/i18n/en/errors.ts'
import type { MessageGroup } from '../../ui/i18n/message-groups.ts'
import type { MessageGroupName, MessagesOf, UploadMessages } from '../../ui/i18n/messages.ts'
import { useUploadContext } from '../context.ts'
import { useChunk } from '../use-chunk.ts'

type DefaultMessages = { readonly [Name in MessageGroupName]?: UploadMessages[Name] }

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
export function useMessages<Name extends MessageGroupName>(group: MessageGroup<Name>): MessagesOf<Name> {
  const { messages: overrides } = useUploadContext()
  const override: Partial<UploadMessages[Name]> | undefined = overrides?.[group.name]
  const defaults: UploadMessages[Name] | undefined = useContext(DefaultMessagesContext)[group.name]
  const isComplete = useMemo(
    () => defaults !== undefined || Object.keys(group.empty).every((key) => override && key in override),
    [group, override, defaults],
  )
  const loaded = useChunk(group.english, !isComplete)
  return useMemo(() => {
    const texts = { ...(defaults ?? loaded ?? group.empty), ...override }
    return { [group.name]: texts, errors: { ...errors, ...overrides?.errors } } as MessagesOf<Name>
  }, [group, override, overrides?.errors, defaults, loaded])
}
