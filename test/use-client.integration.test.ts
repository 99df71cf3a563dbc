import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'

// React Server Components: a module that cannot run on a server says 'use client'; one that can must not, since all that
// it exports would become a reference there, functions and constants too.

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => `src/${path}`)

// What React has for browsers alone, and what other packages make of that.
const browserNames = /^(use[A-Z]\w*|createContext|Component|PureComponent)$/

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
}

function saysSo(source: ts.SourceFile): boolean {
  const [first] = source.statements
  return (
    first !== undefined &&
    ts.isExpressionStatement(first) &&
    ts.isStringLiteral(first.expression) &&
    first.expression.text === 'use client'
  )
}

/** Hooks, contexts and handlers of events. */
function reasonsOf(source: ts.SourceFile): readonly string[] {
  const reasons: string[] = []
  const visit = (node: ts.Node) => {
    if (ts.isImportSpecifier(node) && !isOnlyType(node)) {
      const name = (node.propertyName ?? node.name).text
      if (browserNames.test(name)) reasons.push(name)
    }
    if (isHandler(node)) reasons.push(node.getText())
    ts.forEachChild(node, visit)
  }
  visit(source)
  return reasons
}

/** One that is written here; what is only handed on needs no browser. */
function isHandler(node: ts.Node): boolean {
  if (!ts.isJsxAttribute(node) || !node.initializer || !ts.isJsxExpression(node.initializer)) return false
  const { expression } = node.initializer
  return /^on[A-Z]/.test(node.name.getText()) && expression !== undefined && !ts.isIdentifier(expression)
}

function isOnlyType(node: ts.ImportSpecifier): boolean {
  return node.isTypeOnly || node.parent.parent.phaseModifier === ts.SyntaxKind.TypeKeyword
}

test("'use client' is where hooks, contexts and handlers are, and nowhere else", () => {
  const sources = files.map(parse)
  const wrong = sources
    .map((source) => ({ file: source.fileName, says: saysSo(source), reasons: reasonsOf(source) }))
    .filter(({ says, reasons }) => says !== reasons.length > 0)
  expect(wrong).toEqual([])
  expect(sources.filter(saysSo).length).toBeGreaterThan(60)
})
