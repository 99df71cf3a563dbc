import type { z } from 'zod/mini'

type Issue = z.core.$ZodIssue

/** The first thing that is wrong, as a field and what it should have been: `uploads[0].file.id: expected string`. */
export function formatIssue(issues: readonly Issue[], prefix: readonly PropertyKey[] = []): string {
  const issue = issues[0]
  if (!issue) return 'it is invalid'
  const path = [...prefix, ...issue.path]
  // A union fails once for each of its shapes: the shape that got furthest is the one that was meant.
  if (issue.code === 'invalid_union') {
    const shapes = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)
    const meant = shapes[0]
    if (meant && meant.length > 0) return formatIssue(meant, path)
  }
  return `${fieldName(path)}: ${wanted(issue)}`
}

function depth(issues: readonly Issue[]): number {
  return issues[0]?.path.length ?? 0
}

function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`
    case 'invalid_value':
      return `expected ${issue.values.map(String).join(' or ')}`
    default:
      return issue.message
  }
}

function fieldName(path: readonly PropertyKey[]): string {
  const name = path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`
    return name === '' ? String(step) : `${name}.${String(step)}`
  }, '')
  return name || 'the answer itself'
}
