import { safeParse, type z } from 'zod/mini'

type Issue = z.core.$ZodIssue

/** Parses a response's JSON with a schema. Throws a `TypeError` that names the first field that does not match. */
export function parseWithSchema<S extends z.core.$ZodType>(schema: S, body: unknown): z.output<S> {
  const result = safeParse(schema, body)
  if (result.success) return result.data
  throw new TypeError(formatIssue(result.error.issues), { cause: result.error })
}

function formatIssue(issues: readonly Issue[], prefix: readonly PropertyKey[] = []): string {
  const issue = issues[0]
  if (!issue) return 'it is invalid'
  const path = [...prefix, ...issue.path]
  // A union has the issues of each member: those of the member that matched furthest are reported.
  if (issue.code === 'invalid_union') {
    const members = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a) || a.length - b.length)
    const closest = members[0]
    if (closest && closest.length > 0) return formatIssue(closest, path)
  }
  return `${fieldName(path)}: ${expectation(issue)}`
}

function depthOf(issues: readonly Issue[]): number {
  return issues[0]?.path.length ?? 0
}

function expectation(issue: Issue): string {
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
  return name || 'the response itself'
}
