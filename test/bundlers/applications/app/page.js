import { createElement } from 'react'
import { HashingPage } from '../hashing-page.js'

export default function Page() {
  return createElement(HashingPage)
}
