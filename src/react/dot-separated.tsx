/** Texts side by side; the stylesheet puts dots between them. */
export function DotSeparated({ texts }: { texts: readonly (string | undefined)[] }) {
  return texts.map((text, index) => text !== undefined && <span key={index}>{text}</span>)
}
