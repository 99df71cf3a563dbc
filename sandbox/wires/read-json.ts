import * as z from 'zod/mini'

const maxBytes = 1024 ** 2

/** A validation issue of a body and its path. */
export type JsonIssue = {
  path: readonly (string | number)[]
  problem: 'json' | 'missing' | 'wrong'
  /** The expected type. */
  expected: string
}

/** Parses a request's JSON body; returns the issues of an invalid one. */
export async function readJson<S extends z.core.$ZodType>(
  request: Request,
  schema: S,
): Promise<{ data: z.output<S> } | { issues: readonly JsonIssue[] }> {
  const body = await readBody(request)
  if (body === undefined) return { issues: [{ path: [], problem: 'json', expected: 'JSON' }] }
  const parsed = z.safeParse(schema, body.value)
  if (parsed.success) return { data: parsed.data }
  return { issues: parsed.error.issues.map((issue) => toIssue(issue, body.value)) }
}

function toIssue(issue: z.core.$ZodIssue, body: unknown): JsonIssue {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  return { path, problem: isThere(body, path) ? 'wrong' : 'missing', expected: expectedBy(issue) }
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected
    case 'invalid_value':
      return issue.values.map((value) => `'${String(value)}'`).join(' or ')
    case 'too_small':
      return `${issue.minimum} or more`
    default:
      return issue.code
  }
}

function isThere(body: unknown, path: readonly (string | number)[]): boolean {
  let value = body
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return false
    value = Reflect.get(value, step)
  }
  return value !== undefined
}

async function readBody(request: Request): Promise<{ value: unknown } | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  try {
    return { value: JSON.parse(Buffer.concat(chunks).toString()) as unknown }
  } catch {
    return undefined
  }
}

/** The token of an `Authorization: Bearer` header. */
export function bearerOf(request: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
}
