import { existsSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

// The page promises something to whoever reads it: what it names must be there.
const page = readFileSync('PAINS.md', 'utf8')

const pains = page
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const [pain = '', ...lines] = section.split(/^## /m)[0]?.trimEnd().split('\n') ?? []
    const items = lines.filter((line) => line.startsWith('- '))
    const tests = items.map(
      (item) => /^- `(test\/\S+\.test\.tsx?)`: `([^`]+)`$/.exec(item)?.slice(1) ?? [item],
    )
    return { pain, answer: lines.filter((line) => !line.startsWith('- ')).join(' '), tests }
  })

/** The titles of a file's tests, with the groups that they are in; those that every browser skips do not count. */
function titlesIn(path: string): readonly string[] {
  const titles: string[] = []
  const read = (groups: readonly string[]) => (node: ts.Node) => {
    const callee = ts.isCallExpression(node) ? calleeOf(node.expression) : ''
    const [first] = ts.isCallExpression(node) ? node.arguments : []
    const title = first && ts.isStringLiteralLike(first) ? first.text : undefined
    const path = title === undefined ? groups : [...groups, title]
    if (title !== undefined && /^(test|it)(\.skipIf)?(\.(each|for))?$/.test(callee))
      titles.push(path.join(' > '))
    ts.forEachChild(node, read(/^describe(\.each)?$/.test(callee) ? path : groups))
  }
  read([])(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest))
  return titles
}

/** `test.each` of `test.each(…)` and of `test.each<…>(…)(…)`. */
function calleeOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text
  if (ts.isCallExpression(node)) return calleeOf(node.expression)
  return ts.isPropertyAccessExpression(node) ? `${calleeOf(node.expression)}.${node.name.text}` : ''
}

test('every pain is there once', () => {
  expect(pains).toHaveLength(40)
  const names = pains.map(({ pain }) => pain)
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
  expect(page.match(/^- /gm)).toHaveLength(pains.flatMap(({ tests }) => tests).length)
})

describe.each(pains)('$pain', ({ answer, tests }) => {
  test('has an answer, and tests that show it, each named once', () => {
    expect(answer.trim()).not.toBe('')
    expect(tests).not.toEqual([])
    expect(new Set(tests.map(String)).size).toBe(tests.length)
  })

  test.each(tests)('%s: %s', (path, title) => {
    expect(existsSync(path), `${path} is named as a file`).toBe(true)
    expect(titlesIn(path)).toContain(title)
  })
})
