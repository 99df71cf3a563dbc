import reactHooks from 'eslint-plugin-react-hooks'
import { existsSync } from 'node:fs'
import tseslint from 'typescript-eslint'
import { markdownParser, vocabulary } from './eslint-rules/vocabulary.js'

// The benchmarks' peers are installed by `npm run bench` alone: without them, what imports them has no types.
const absent = existsSync(new URL('test/bench/node_modules', import.meta.url)) ? [] : ['test/bench/peers']

const domClasses =
  '/^((HTML|SVG)[A-Za-z]*Element|Element|Node|ShadowRoot|Document|Window|File|Blob|FileList|DataTransfer|([A-Z][a-z]+)*Event)$/'
const platform = [
  {
    selector: `BinaryExpression[operator="instanceof"][right.name=${domClasses}]`,
    message: 'An object of another realm (iframe, popup) is no instance: check a property of it.',
  },
  {
    selector: 'MemberExpression[object.name="event"][property.name="target"]',
    message: 'In a shadow tree `event.target` is the host: use `event.composedPath()[0]` or `currentTarget`.',
  },
]
const newRequest = {
  selector: 'NewExpression[callee.name="XMLHttpRequest"]',
  message: 'Bytes are sent in src/uploader/transfer/xhr-transfer.ts only.',
}

// Declarations of the package compile with TypeScript 5.5.
const genericTypedArray = {
  selector:
    'TSTypeReference[typeName.name=/^([A-Za-z]+\\d+(Clamped)?Array|ArrayBufferView|DataView)$/] > TSTypeParameterInstantiation',
  message:
    'Typed arrays are generic since TypeScript 5.7: use `Bytes` of src/lib/bytes.ts, or `BufferSource`.',
}

// Imports go one way: each layer may import from those to its left.
const layers = ['errors', 'model', 'lib', 'http', 'backends', 'uploader', 'ui', 'react']

const react = {
  regex: '^(react|react-dom|@tanstack/react-(query|virtual))(/|$)',
  message: 'React is imported in src/react only.',
}
const wholeZod = { regex: '^zod$', message: "Import from 'zod/mini': the classic build is not tree-shaken." }

/** Restricts what the files of a layer import. */
function layerRule(layer, extra = []) {
  const right = layers.slice(layers.indexOf(layer) + 1)
  const patterns = right.map((name) => ({
    regex: `^(\\.\\./)+${name}/`,
    message: `${layer} must not import ${name}: ${layers.join(' → ')}.`,
  }))
  const isReact = layer === 'react'
  return {
    files: [layer === 'errors' ? 'src/errors.ts' : `src/${layer}/**/*.{ts,tsx}`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [...patterns, wholeZod, ...(isReact ? [] : [react]), ...extra] },
      ],
    },
  }
}

const code = ['**/*.{js,ts,tsx}']

export default tseslint.config(
  { ignores: ['dist', 'storybook-static', 'node_modules', '.sandbox', 'coverage', ...absent] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ files: code, ...config })),
  {
    files: code,
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allow: [{ from: 'lib', name: ['URL', 'URLSearchParams'] }] },
      ],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // `async` marks a method of a contract that promises, with or without an await inside.
      '@typescript-eslint/require-await': 'off',
      // zod schemas and their types share a name on purpose.
      '@typescript-eslint/no-redeclare': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // An abort's reason is whatever the caller gave.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingUnknown: true, allowThrowingAny: true },
      ],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['src/react/**/*.{ts,tsx}', 'stories/**/*.tsx'], ...reactHooks.configs.flat.recommended },
  ...['errors', 'model', 'lib', 'http', 'backends', 'ui', 'react'].map((layer) => layerRule(layer)),
  layerRule('uploader', [
    { regex: '/backends/(?!backend\\.ts$)', message: 'The uploader knows only the contract of backends.' },
  ]),
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', newRequest, genericTypedArray, ...platform],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/uploader/transfer/xhr-transfer.ts'],
    rules: { 'no-restricted-syntax': ['error', genericTypedArray, ...platform] },
  },
  {
    files: code,
    ignores: ['eslint-rules/**'],
    plugins: { local: { rules: { vocabulary } } },
    rules: { 'local/vocabulary': 'error' },
  },
  { files: ['{sandbox,scripts,test,.storybook}/**/*.{js,ts,tsx}'], rules: { 'no-console': 'off' } },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.{md,mdx}'],
    plugins: { local: { rules: { vocabulary } } },
    languageOptions: { parser: markdownParser },
    rules: { 'local/vocabulary': 'error' },
  },
)
