import attrAccept from 'attr-accept'

// A CommonJS module whose function is `default`: bundlers hand out the function, Node the module around it.
const matches: typeof attrAccept =
  typeof attrAccept === 'function' ? attrAccept : (attrAccept as { default: typeof attrAccept }).default

/**
 * Whether a file is of one of the types, as in HTML's `accept`: `image/*`, `application/pdf`, `.pdf`. An empty
 * list takes everything.
 */
export function acceptsFile(file: { name: string; type: string }, types: readonly string[]): boolean {
  return types.length === 0 || matches(file, [...types])
}
