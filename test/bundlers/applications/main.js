import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { HashingPage } from './hashing-page.js'

createRoot(document.getElementById('root')).render(createElement(HashingPage))
