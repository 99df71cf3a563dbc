declare global {
  interface Window {
    commits: number
  }
}

// Counts what React commits, by the door that its developer tools use: it has to be there before React is.
window.commits = 0
Object.assign(window, {
  __REACT_DEVTOOLS_GLOBAL_HOOK__: {
    supportsFiber: true,
    checkDCE: () => undefined,
    inject: () => 1,
    onCommitFiberRoot: () => {
      window.commits++
    },
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
  },
})

export {}
