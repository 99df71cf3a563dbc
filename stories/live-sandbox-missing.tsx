/** Instructions to start the sandbox. */
export function SandboxMissing({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  return (
    <section role="alert" className="live-missing">
      <h2>The sandbox is not running</h2>
      <p>
        This page uploads to a real store. Start it together with Storybook by <code>npm start</code> in the
        repository, then try again.
      </p>
      <p>{reason}</p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </section>
  )
}
