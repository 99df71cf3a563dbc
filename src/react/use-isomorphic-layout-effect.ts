'use client'

import { useEffect, useLayoutEffect } from 'react'

/** `useLayoutEffect`; on a server, where React warns of it, the other one. */
export const useIsomorphicLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect
