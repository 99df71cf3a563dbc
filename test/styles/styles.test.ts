import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// Pages can override the styles since all rules are in one cascade layer and have no specificity; logical properties make
// them work in both directions.

const index = readFileSync('src/styles/styles.css', 'utf8')
const sheets = [...index.matchAll(/@import '\.\/(.+)';/g)].map(([, name = '']) => name)
const text = sheets.map((name) => readFileSync(`src/styles/${name}`, 'utf8')).join('')

type Rule = { prelude: string; declarations: readonly string[]; rules: readonly Rule[] }

/** The rules of a stylesheet without comments. */
function parse(css: string): readonly Rule[] {
  return readBlocks(css).map(({ prelude, body }) => ({
    prelude,
    declarations: body
      .replaceAll(/[^{};]*\{(?:[^{}]|\{[^{}]*\})*\}/g, '')
      .split(';')
      .map((declaration) => declaration.trim())
      .filter(Boolean),
    rules: body.includes('{') ? parse(body) : [],
  }))
}

function readBlocks(css: string) {
  const blocks: { prelude: string; body: string }[] = []
  let [depth, start, open] = [0, 0, 0]
  for (const { index, 0: sign } of css.matchAll(/[;{}]/g)) {
    if (sign === ';' && depth === 0) start = index + 1
    if (sign === '{' && depth++ === 0) open = index
    if (sign !== '}' || --depth > 0) continue
    const prelude = css.slice(start, open).replaceAll(/\s+/g, ' ').trim()
    blocks.push({ prelude, body: css.slice(open + 1, index) })
    start = index + 1
  }
  return blocks
}

const sheet = parse(text.replaceAll(/\/\*.*?\*\//gs, ''))
const isAtRule = ({ prelude }: Rule) => prelude.startsWith('@')
const isKeyframes = ({ prelude }: Rule) => prelude.startsWith('@keyframes')

/** All style rules, including nested ones. */
function styleRules(rules: readonly Rule[]): readonly Rule[] {
  return rules.filter((rule) => !isKeyframes(rule)).flatMap((rule) => [rule, ...styleRules(rule.rules)])
}

const rules = styleRules(sheet).filter((rule) => !isAtRule(rule))

test('styles › are all imported by styles.css', () => {
  const files = readdirSync('src/styles').filter((name) => name !== 'styles.css')
  expect(sheets.toSorted()).toEqual(files)
})

test('styles › are all in the cascade layer react-presigned', () => {
  expect(new Set(sheet.map(({ prelude }) => prelude))).toEqual(new Set(['@layer react-presigned']))
  expect(rules.length).toBeGreaterThan(100)
})

/** A selector or value without the contents of parentheses. */
function outside(code: string): string {
  const inner = /\([^()]*\)/
  return inner.test(code) ? outside(code.replace(inner, '')) : code
}

test('styles › have no specificity: selectors are inside :where(), except for pseudo-elements', () => {
  const specific = rules
    .map(({ prelude }) => prelude)
    .filter((selector) => {
      const rest = outside(selector).replaceAll(/:where|::(before|after|backdrop)/g, '')
      return /[^\s,>+~]/.test(rest)
    })
  expect(specific).toEqual([])
})

// Gradients have no logical directions; `:dir()` selects the side.
const sidesByDirection = ['mask-image']

test('styles › use logical properties only', () => {
  const named = rules.flatMap(({ prelude, declarations }) =>
    declarations
      .filter((declaration) => {
        const [property = '', value = ''] = declaration.split(/:(.*)/s).map((part) => part.trim())
        if (sidesByDirection.includes(property)) return false
        const isSide =
          /(^|-)(left|right)(-|$)/.test(property) || /(^|[\s(,])(left|right)($|[\s),])/.test(value)
        return isSide || hasTwoSides(property, value)
      })
      .map((declaration) => `${prelude} { ${declaration} }`),
  )
  expect(named).toEqual([])
})

/** Whether right and left differ, as in `margin: 0 1em 0 2em`. */
function hasTwoSides(property: string, value: string): boolean {
  if (!/^(margin|padding|inset|border-(width|color|style)|scroll-(margin|padding))$/.test(property))
    return false
  const [, right, , left] = outside(value).split(/\s+/)
  return left !== undefined && left !== right
}

test('styles › are never !important', () => {
  expect(rules.flatMap(({ declarations }) => declarations).filter((one) => one.includes('!'))).toEqual([])
})
