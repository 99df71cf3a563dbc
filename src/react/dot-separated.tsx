/** What is known, beside each other; the stylesheet puts dots between. */
export function Figures({ texts }: { texts: readonly (string | undefined)[] }) {
  return texts.map((text, place) => text !== undefined && <span key={place}>{text}</span>)
}
