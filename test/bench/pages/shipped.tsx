import styles from '../../../src/styles/styles.css?inline'
import { startShippedList } from './ours/shipped-list.tsx'

document.head.append(Object.assign(document.createElement('style'), { textContent: styles }))
startShippedList()
