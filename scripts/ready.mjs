// Makes a fresh clone ready: installs what is missing, and builds what is older than its sources.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
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
// What is installed is known by the lock file it was installed from, since times say nothing in a fresh clone.
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const stamp = join(root, 'node_modules/.suasion-installed')
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  if (existsSync(join(root, 'node_modules')) && lstatSync(join(root, 'node_modules')).isSymbolicLink()) {
    console.error(
      'node_modules is a link, and what it leads to was installed from another lock file; run npm ci there.',
    )
    process.exit(1)
  }
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
  writeFileSync(stamp, wanted)
}
const run = (script, ...args) =>
  execFileSync(process.execPath, [join(root, 'scripts', script), ...args], { cwd: root, stdio: 'inherit' })
run('catalogue.mjs')
const sources = Math.max(
  ...['src', 'studies', 'templates', 'scripts/build.mjs', 'package.json'].map((path) => newest(join(root, path))),
)
if (sources > newest(join(root, 'dist/bin.js'))) run('build.mjs')
