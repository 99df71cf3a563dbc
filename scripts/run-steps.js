import { spawn } from 'node:child_process'

const began = performance.now()
const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`

/**
 * Runs commands one after the other, until one fails. The output of a command is printed in one piece, and only if it
 * failed.
 *
 * @param {Record<string, string>} commands shell commands by name
 * @param {{ streams?: boolean }} options `streams` prints the output as it comes
 * @returns {Promise<boolean>} whether all of them succeeded
 */
export async function runSteps(commands, options = {}) {
  for (const [name, command] of Object.entries(commands)) {
    if (!(await runStep(name, command, options))) return false
  }
  return true
}

function runStep(name, command, { streams = false }) {
  return new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      stdio: ['ignore', ...(streams ? ['inherit', 'inherit'] : ['pipe', 'pipe'])],
      env: { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.on('close', (code) => {
      const hasPassed = code === 0
      process.stdout.write(`${hasPassed ? 'passed' : 'FAILED'}  ${name} (at ${seconds()})\n`)
      if (!hasPassed) process.stdout.write(`${output}\n`)
      resolve(hasPassed)
    })
  })
}
