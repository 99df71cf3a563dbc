import reactHooks from 'eslint-plugin-react-hooks'
import { existsSync } from 'node:fs'
import tseslint from 'typescript-eslint'
import { vocabulary } from './eslint-rules/vocabulary.js'

// The benchmarks' peers are installed by `npm run bench` alone: without them, what imports them has no types.
const absent = existsSync(new URL('test/bench/node_modules', import.meta.url)) ? [] : ['test/bench/peers']

// The areas whose names and comments keep to docs/glossary.md, and the parts of src that follow the platform rules of
// CONTRIBUTING.md. `npm run lint:strict` checks every area.
const isStrict = process.env['LINT_STRICT'] === '1'
const everyArea = ['src/**/*.{ts,tsx}', 'stories/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', 'sandbox/**/*.ts']
const cleanWords = isStrict
  ? everyArea
  : [
      '.storybook/**/*.{ts,tsx}',
      'scripts/**/*.{js,ts}',
      'src/{proxy,server}/**/*.ts',
      'src/react/{files,i18n,preview}/**/*.{ts,tsx}',
      'stories/**/*.{ts,tsx}',
      'test/{bench,compiled,e2e,projects,react-18,storybook,streaming,support}/**/*.{ts,tsx}',
      'test/*.ts',
      'vite.config.ts',
    ]
// These files quote messages that are not yet reworded, or names that other areas use.
const pendingWords = isStrict
  ? []
  : [
      'scripts/size/imports.ts',
      'stories/{file-dropzone,video-frame-gallery}.stories.tsx',
      'test/e2e/screen-reader.e2e.test.ts',
      'test/support/http-server.ts',
    ]
const cleanPlatform = isStrict ? ['src/**/*.{ts,tsx}'] : []

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

// Imports go one way: each layer may import from those to its left.
const layers = ['errors', 'model', 'lib', 'http', 'backends', 'uploader', 'ui', 'react']

const react = {
  regex: '^(react|react-dom|react-dropzone|@tanstack/react-(query|virtual))(/|$)',
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

export default tseslint.config(
  { ignores: ['dist', 'storybook-static', 'node_modules', '.sandbox', 'coverage', ...absent] },
  ...tseslint.configs.strictTypeChecked,
  {
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
  { files: ['src/**/*.{ts,tsx}', 'stories/**/*.tsx'], ...reactHooks.configs.flat.recommended },
  ...['errors', 'model', 'lib', 'http', 'backends', 'ui', 'react'].map((layer) => layerRule(layer)),
  layerRule('uploader', [
    { regex: '/backends/(?!backend\\.ts$)', message: 'The uploader knows only the contract of backends.' },
  ]),
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/uploader/transfer/xhr-transfer.ts'],
    rules: { 'no-restricted-syntax': ['error', newRequest] },
  },
  ...(cleanPlatform.length === 0
    ? []
    : [
        {
          files: cleanPlatform,
          ignores: ['src/uploader/transfer/xhr-transfer.ts'],
          rules: {
            'no-restricted-syntax': ['error', newRequest, ...platform],
            'max-lines-per-function': ['warn', { max: 60, skipBlankLines: true, skipComments: true }],
          },
        },
      ]),
  {
    files: cleanWords,
    ignores: pendingWords,
    plugins: { local: { rules: { vocabulary } } },
    rules: { 'local/vocabulary': 'error' },
  },
  { files: ['sandbox/**', 'scripts/**', 'test/**', '.storybook/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
)
