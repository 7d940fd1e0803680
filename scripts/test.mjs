// Runs every check and ends with the one line that counts: "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
const bin = (name) => join(root, 'node_modules', name)

let passed = 0
let failed = 0
let skipped = 0
const count = (name, ok) => {
  if (ok) passed++
  else failed++
  console.log(`${ok ? 'ok' : 'FAILED'}: ${name}`)
}
count('the catalogue is fresh', node('scripts/catalogue.mjs', '--check'))
count('types', node(bin('typescript/bin/tsc'), '-p', '.'))
count('lint and format', node(bin('@biomejs/biome/bin/biome'), 'check', '--max-diagnostics=50', '.'))

const folder = mkdtempSync(join(tmpdir(), 'suasion-test-'))
const report = join(folder, 'report.json')
const files = process.argv.slice(2)
node(bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files)
try {
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  passed += numPassedTests
  // A file that cannot be loaded fails no test of its own, and must not pass unseen.
  const broken = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((each) => each.status !== 'failed'),
  ).length
  failed += Math.max(numFailedTests + broken, numFailedTestSuites > 0 ? 1 : 0)
  skipped += numPendingTests
} catch (error) {
  console.error(`the tests left no report: ${error.message}`)
  failed++
}
rmSync(folder, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed ? 1 : 0)
