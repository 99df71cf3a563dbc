/**
 * Keeps identifiers, comments and sentences to the words of docs/glossary.md. An identifier is split at its capitals:
 * `uploadVerbs` holds the word `verbs`. Strings without a space (keys, paths, file names) are data and not checked. In
 * Markdown, prose is checked, but no code.
 */

/** A pattern of one lower-case word, and what to write instead. */
const words = [
  [/^trips?$/, 'upload, run or attempt'],
  [/^lanes?$/, 'session, worker or queue'],
  [/^ledgers?$/, 'stats'],
  [/^intakes?$/, 'selection'],
  [/^judg(e|ed|es|ing|ement)$/, 'validate'],
  [/^litter$/, 'system files'],
  [/^heirs?$/, 'next target'],
  [/^farewells?$/, 'callbacks'],
  [/^journeys?$/, 'end-to-end test, or transfer'],
  [/^(im)?patien(ce|t|tly)$/, 'timeout'],
  [/^whoever$/, 'the caller'],
  [/^(nobody|somebody)$/, 'name the subject'],
  [/^anew$/, 'again'],
  [/^resign(s|ed|ing)?$/, 'refresh the URL'],
  [/^verbs?$/, 'actions'],
  [/^(un)?answer(s|ed|ing)?$/, 'response, respond, return'],
  [/^(tell|tells|told|telling)$/, 'notify, report, distinguish'],
  [/^(hear|hears|heard|hearing)$/, 'subscribe, receive, on…'],
  [/^(dies|dead|died|death|deaths)$/, 'expires, expired, expiresAt'],
  [/^engines?$/, 'uploader'],
  [/^verdicts?$/, 'decision'],
  [/^bark(s|ed)?$/, 'onTimeout'],
  [/^claim(s|ed|ant|ing)?$/, 'session, lock'],
  [/^films?$/, 'video'],
  [/^pictures?$/, 'image, thumbnail'],
  [/^receipts?$/, 'stats'],
  [/^tall(y|ies)$/, 'totals'],
  [/^watchdogs?$/, 'stall detector'],
  [/^(mint|mints|minted|minting)$/, 'create'],
  [/^(shelf|shelves)$/, 'list'],
  [/^deaf$/, 'unsubscribe'],
]

const prefixes = /^(most|least|longest|shortest|few|enough|usual)$/
const positions = /^places?$/

/** Phrases of comments and sentences. */
const phrases = [
  [/\bon (its|their) way\b/i, 'in progress, in flight'],
  [/\bof which\b/i, 'name the noun'],
  [/\bwhat may pass\b/i, 'transient errors'],
  [/\blog-ins?\b/i, 'login'],
  [/\b(let|lets|letting) go\b/i, 'release'],
]

const openings = /^\W*(What is|What was|One that|One who)\b/

/** @type {import('eslint').Rule.RuleModule} */
export const vocabulary = {
  meta: {
    type: 'suggestion',
    schema: [
      {
        type: 'object',
        properties: { allow: { type: 'array', items: { type: 'string' } } },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ allow: [] }],
    messages: {
      word: '“{{found}}” is not a word of this project: {{instead}} (docs/glossary.md).',
      prefix: '“{{found}}”: limits begin with max, min or default, or end in Threshold (docs/glossary.md).',
      position: '“{{found}}”: a position in a list is an index (docs/glossary.md).',
      opening: 'Begin with what it does or what it is, not with “{{found}}”.',
    },
  },
  create(context) {
    const allowed = new Set(context.options[0].allow)
    const { sourceCode } = context

    const insteadOf = (word) => words.find(([pattern]) => pattern.test(word))?.[1]

    function checkName(node) {
      if (isForeign(node)) return
      const parts = wordsOf(node.name).filter(
        (word, at, all) => !allowed.has(word) && all[at - 1] !== 'round',
      )
      const found = parts.find(insteadOf)
      const phrase = phrases.find(([pattern]) => pattern.test(parts.join(' ')))
      if (found)
        context.report({ node, messageId: 'word', data: { found: node.name, instead: insteadOf(found) } })
      else if (phrase)
        context.report({ node, messageId: 'word', data: { found: node.name, instead: phrase[1] } })
      else if (parts.length > 1 && prefixes.test(parts[0] ?? ''))
        context.report({ node, messageId: 'prefix', data: { found: node.name } })
      else if (parts.length === 1 && positions.test(parts[0] ?? ''))
        context.report({ node, messageId: 'position', data: { found: node.name } })
    }

    function checkText(node, text, locOf = () => node.loc) {
      const masked = text.replaceAll(/round[ -]trips?/gi, blank)
      for (const { 0: word, index } of masked.matchAll(/[A-Za-z]+/g)) {
        // A name in prose (`createUploadHandler`) is checked where it is declared; a proper noun is no such word.
        const lower = word.toLowerCase()
        const instead = allowed.has(lower) || /[a-z][A-Z]/.test(word) ? undefined : insteadOf(lower)
        if (instead) context.report({ loc: locOf(index), messageId: 'word', data: { found: word, instead } })
      }
      for (const [pattern, instead] of phrases) {
        const match = pattern.exec(text)
        if (match)
          context.report({ loc: locOf(match.index), messageId: 'word', data: { found: match[0], instead } })
      }
    }

    return {
      Identifier: checkName,
      PrivateIdentifier: checkName,
      JSXText: (node) => checkText(node, node.value),
      TemplateElement: (node) => {
        if (node.value.raw.includes(' ')) checkText(node, node.value.raw)
      },
      Literal: (node) => {
        if (typeof node.value === 'string' && node.value.includes(' ')) checkText(node, node.value)
      },
      Program(node) {
        if (/\.mdx?$/.test(context.filename))
          checkText(node, withoutCode(sourceCode.text), (index) => sourceCode.getLocFromIndex(index))
        for (const comment of sourceCode.getAllComments()) {
          if (/^\s*(eslint-|@ts-|prettier-)/.test(comment.value)) continue
          checkText(comment, comment.value)
          const opening = comment.value.startsWith('*') && openings.exec(comment.value)?.[1]
          if (opening) context.report({ node: comment, messageId: 'opening', data: { found: opening } })
        }
      },
    }
  },
}

/** A parser for Markdown: a program without statements. */
export const markdownParser = {
  meta: { name: 'markdown' },
  parse(text) {
    const lines = text.split('\n')
    const end = { line: lines.length, column: lines.at(-1)?.length ?? 0 }
    const loc = { start: { line: 1, column: 0 }, end }
    return { type: 'Program', body: [], comments: [], tokens: [], range: [0, text.length], loc }
  },
}

/** Markdown with spaces in place of fenced code, inline code, imports, tags and link targets. */
function withoutCode(text) {
  return text.replaceAll(/^```.*?^```$|`[^`\n]*`|^(import|export) [^\n]*$|<[^>]*>|\]\([^)]*\)/gms, blank)
}

function blank(text) {
  return text.replaceAll(/[^\n]/g, ' ')
}

/** Names of other packages: a property that is read, the imported half of an import. They are checked where declared. */
function isForeign(node) {
  const { parent } = node
  if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed
  if (parent.type === 'ImportSpecifier') return parent.imported === node && parent.local !== node
  return parent.type === 'TSQualifiedName' || parent.type === 'ExportSpecifier'
}

/** `uploadURLs` is `upload`, `urls`; `MAX_SIZE` is `max`, `size`. */
function wordsOf(name) {
  return name.split(/[_$\d]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/).map((word) => word.toLowerCase())
}
