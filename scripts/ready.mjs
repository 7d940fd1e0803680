// Makes a fresh clone ready: installs what is missing, and builds what is older than its sources.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 20)) {
  console.error(`Suasion needs Node 20.20 or newer, and this is ${process.versions.node}.`)
  process.exit(1)
}
const newest = (path) => {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
const installed = join(root, 'node_modules/.package-lock.json')
if (newest(join(root, 'package-lock.json')) > newest(installed)) {
  console.error('Installing what Suasion needs (once) ...')
  const npm = spawnSync('npm', ['ci', '--engine-strict', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) {
    console.error('The installation failed; the lines above say why. Nothing else was done.')
    process.exit(npm.status ?? 1)
  }
}
const run = (script, ...args) =>
  execFileSync(process.execPath, [join(root, 'scripts', script), ...args], { cwd: root, stdio: 'inherit' })
run('catalogue.mjs')
const sources = Math.max(
  ...['src', 'studies', 'templates', 'scripts/build.mjs', 'package.json'].map((path) => newest(join(root, path))),
)
if (sources > newest(join(root, 'dist/bin.js'))) run('build.mjs')
