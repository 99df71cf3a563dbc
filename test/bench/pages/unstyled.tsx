import { startShippedList } from './ours/shipped-list.tsx'

startShippedList()
