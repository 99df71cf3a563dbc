import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'

// React Server Components: a module that cannot run on a server needs 'use client'. Other modules must not have it, since
// all their exports, functions and constants too, would become client references.

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => `src/${path}`)

// Imports that need a browser: hooks, contexts and class components.
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

/** The hooks, contexts and event handlers of a module. */
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

/** An inline handler; a handler that is passed on needs no browser. */
function isHandler(node: ts.Node): boolean {
  if (!ts.isJsxAttribute(node) || !node.initializer || !ts.isJsxExpression(node.initializer)) return false
  const { expression } = node.initializer
  return /^on[A-Z]/.test(node.name.getText()) && expression !== undefined && !ts.isIdentifier(expression)
}

function isOnlyType(node: ts.ImportSpecifier): boolean {
  return node.isTypeOnly || node.parent.parent.phaseModifier === ts.SyntaxKind.TypeKeyword
}

test("'use client' › marks exactly the modules with hooks, contexts and event handlers", () => {
  const sources = files.map(parse)
  const wrong = sources
    .map((source) => ({ file: source.fileName, says: saysSo(source), reasons: reasonsOf(source) }))
    .filter(({ says, reasons }) => says !== reasons.length > 0)
  expect(wrong).toEqual([])
  expect(sources.filter(saysSo).length).toBeGreaterThan(0)
})
