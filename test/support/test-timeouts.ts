import { configure } from '@testing-library/react'

// A busy machine is no failure: what was not there within a second, the default, may still come.
configure({ asyncUtilTimeout: 15_000 })
