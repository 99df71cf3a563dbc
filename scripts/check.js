// `npm run check`: types, lint and unit tests at once. Exits with 1 if one of them fails, and prints what it said.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'

const cache = 'node_modules/.cache/check'
mkdirSync(cache, { recursive: true })

const steps = [
  ['types', 'tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', `${cache}/types.tsbuildinfo`],
  [
    'lint',
    'eslint',
    '--max-warnings',
    '0',
    '--cache',
    '--cache-strategy',
    'content',
    '--cache-location',
    `${cache}/eslint`,
    '.',
  ],
  ['unit', 'vitest', 'run', '--project', 'unit', '--silent', 'passed-only'],
]

const began = performance.now()
const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`

/** Runs a step to its end; its output is printed in one piece, and only where it failed. */
function run([name, command, ...parameters]) {
  return new Promise((resolve) => {
    const child = spawn(`node_modules/.bin/${command}`, parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.on('error', (error) => {
      output += error.message
    })
    child.on('close', (code) => {
      const hasPassed = code === 0
      process.stdout.write(`${hasPassed ? 'passed' : 'FAILED'}  ${name} (${seconds()})\n`)
      if (!hasPassed) process.stdout.write(`${output}\n`)
      resolve(hasPassed)
    })
  })
}

const results = await Promise.all(steps.map(run))
process.exitCode = results.every(Boolean) ? 0 : 1
