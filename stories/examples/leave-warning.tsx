import { useLeaveGuard } from 'react-presigned'

export function LeaveWarning() {
  const { isGuarding } = useLeaveGuard()
  return isGuarding && <p>Keep this page open</p>
}
