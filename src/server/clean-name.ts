// Line breaks and other controls, and the marks that reverse the text after them (`gpj.exe` read as `exe.jpg`).
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu

/** The name as it is kept: any letters of any script, but nothing that is not a name. May come out empty. */
export function cleanName(name: string): string {
  const clean = name
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(unseen, '')
    .replace(/[/\\]/g, '_')
    .trim()
  return clean === '.' || clean === '..' ? '' : clean
}

/** The path inside a dropped folder, without steps that lead elsewhere. */
export function cleanPath(path: string): string {
  return path
    .split('/')
    .map(cleanName)
    .filter((segment) => segment !== '')
    .join('/')
}
