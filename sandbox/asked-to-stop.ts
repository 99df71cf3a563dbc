/** Settles when somebody wants the end. More than one signal changes nothing: npm and the terminal both send one. */
export async function askedToStop(): Promise<'stop'> {
  return new Promise((resolve) => {
    const stop = () => resolve('stop')
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)

    // npm runs scripts in a shell, and a SIGTERM for npm goes no further than that: being left alone means stop.
    const parent = process.ppid
    setInterval(() => {
      if (process.ppid !== parent) stop()
    }, 500).unref()
  })
}
