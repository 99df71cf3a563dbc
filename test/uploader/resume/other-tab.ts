import { onTestFinished } from 'vitest'

/** Opens an iframe of this origin: memory, locks and storage are those of another tab. Removing it is a crash. */
export async function openOtherTab() {
  const frame = document.createElement('iframe')
  frame.src = new URL('other-tab.html', import.meta.url).href
  document.body.append(frame)
  onTestFinished(() => {
    frame.remove()
  })
  await new Promise((loaded) => {
    frame.addEventListener('load', loaded, { once: true })
  })
  const realm = frame.contentWindow
  if (!realm) throw new Error('The iframe has no window.')
  // Vitest calls this global for every dynamic import.
  const runner = '__vitest_browser_runner__'
  Reflect.set(realm, runner, Reflect.get(window, runner))

  return {
    /** Imports a module in that realm. The path is relative to this file. */
    load<Module>(path: string): Promise<Module> {
      return new Promise((resolve) => {
        Object.assign(realm, { resolve })
        const script = realm.document.createElement('script')
        script.type = 'module'
        script.textContent = `resolve({ ...(await import('${new URL(path, import.meta.url).href}')) })`
        realm.document.body.append(script)
      })
    },
    crash() {
      frame.remove()
    },
  }
}
