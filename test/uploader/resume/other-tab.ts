import { onTestFinished } from 'vitest'

/** Opens a second realm of this origin: a tab as far as memory, locks and storage go, and one that can die. */
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
  if (!realm) throw new Error('The frame is not there.')

  return {
    /** Evaluates a module there; its path is relative to this file. */
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
