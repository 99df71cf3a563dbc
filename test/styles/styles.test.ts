import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// What lets any page style the components: nothing outside one layer, no selector that weighs anything, and no side of the
// page by its name.

const index = readFileSync('src/styles/styles.css', 'utf8')
const sheets = [...index.matchAll(/@import '\.\/(.+)';/g)].map(([, name = '']) => name)
const text = sheets.map((name) => readFileSync(`src/styles/${name}`, 'utf8')).join('')

type Rule = { prelude: string; declarations: readonly string[]; rules: readonly Rule[] }

/** The blocks of a stylesheet without comments, each with what is inside. */
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
  for (const { index: place, 0: sign } of css.matchAll(/[;{}]/g)) {
    if (sign === ';' && depth === 0) start = place + 1
    if (sign === '{' && depth++ === 0) open = place
    if (sign !== '}' || --depth > 0) continue
    const prelude = css.slice(start, open).replaceAll(/\s+/g, ' ').trim()
    blocks.push({ prelude, body: css.slice(open + 1, place) })
    start = place + 1
  }
  return blocks
}

const sheet = parse(text.replaceAll(/\/\*.*?\*\//gs, ''))
const isAtRule = ({ prelude }: Rule) => prelude.startsWith('@')
const isKeyframes = ({ prelude }: Rule) => prelude.startsWith('@keyframes')

/** Every rule with a selector, whatever it is inside of. */
function styleRules(rules: readonly Rule[]): readonly Rule[] {
  return rules.filter((rule) => !isKeyframes(rule)).flatMap((rule) => [rule, ...styleRules(rule.rules)])
}

const rules = styleRules(sheet).filter((rule) => !isAtRule(rule))

test('styles.css imports every sheet', () => {
  const files = readdirSync('src/styles').filter((name) => name !== 'styles.css')
  expect(sheets.toSorted()).toEqual(files)
})

test('everything is in the layer react-presigned', () => {
  expect(new Set(sheet.map(({ prelude }) => prelude))).toEqual(new Set(['@layer react-presigned']))
  expect(rules.length).toBeGreaterThan(100)
})

/** A selector or value without what is inside of brackets. */
function outside(code: string): string {
  const inner = /\([^()]*\)/
  return inner.test(code) ? outside(code.replace(inner, '')) : code
}

test('no selector weighs anything: all of it is inside of :where(), but for pseudo-elements', () => {
  const weighing = rules
    .map(({ prelude }) => prelude)
    .filter((selector) => {
      const rest = outside(selector).replaceAll(/:where|::(before|after|backdrop)/g, '')
      return /[^\s,>+~]/.test(rest)
    })
  expect(weighing).toEqual([])
})

// A picture that fades at its end fades in the direction of its own words; pseudo-classes say which.
const sidesByDirection = ['mask-image']

test('no rule names a side of the page: lines run from the start to the end', () => {
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

/** `margin: 0 1em 0 2em`: top, right, bottom, left, where right and left differ. */
function hasTwoSides(property: string, value: string): boolean {
  if (!/^(margin|padding|inset|border-(width|color|style)|scroll-(margin|padding))$/.test(property))
    return false
  const [, right, , left] = outside(value).split(/\s+/)
  return left !== undefined && left !== right
}

test('no declaration is !important: none could be overruled', () => {
  expect(rules.flatMap(({ declarations }) => declarations).filter((one) => one.includes('!'))).toEqual([])
})
