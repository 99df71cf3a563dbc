import reactHooks from 'eslint-plugin-react-hooks'
import { existsSync } from 'node:fs'
import tseslint from 'typescript-eslint'

// The benchmarks' peers are installed by `npm run bench` alone: without them, what imports them has no types.
const absent = existsSync(new URL('test/bench/node_modules', import.meta.url)) ? [] : ['test/bench/peers']

// The one-way rule: errors, model → http → backends → upload → hooks → components → index.
const layers = ['errors', 'model', 'http', 'backends', 'upload', 'hooks', 'components']

/** What the files of one layer must not import. */
function forbidden(layer, extra = []) {
  const right = layers.slice(layers.indexOf(layer) + 1)
  const patterns = right.map((name) => ({
    regex: `^(\\.\\./)+${name}/|^\\.\\./${name}$`,
    message: `${layer} must not know ${name}: imports go from left to right in ${layers.join(' → ')}.`,
  }))
  const noReact = layers.indexOf(layer) < layers.indexOf('hooks')
  if (noReact)
    patterns.push({
      regex: '^(react|react-dom|@tanstack/react-query)(/|$)',
      message: 'No React left of hooks.',
    })
  return {
    files: [layer === 'errors' ? 'src/errors.ts' : `src/${layer}/**/*.{ts,tsx}`],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [...patterns, ...extra] }] },
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
  ...['errors', 'model', 'http', 'backends'].map((layer) => forbidden(layer)),
  forbidden('upload', [
    { regex: '/backends/(?!backend\\.ts$)', message: 'The engine knows of backends only their contract.' },
  ]),
  forbidden('hooks'),
  {
    files: ['src/components/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(\\.\\./)+(upload|backends|http)/',
              message: 'A component knows its hook and nothing of the engine.',
            },
          ],
        },
      ],
    },
  },
  { files: ['sandbox/**', 'test/**', '.storybook/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
)
