// Runs what takes longer than a test may, and writes dated results that the ledger and the docs can cite.
//   npm run evidence              all
//   npm run evidence -- salvi     those whose name begins so
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const results = join(root, 'evidence/results')
mkdirSync(results, { recursive: true })
const wanted = process.argv[2] ?? ''
const files = readdirSync(join(root, 'evidence')).filter((name) => name.endsWith('.mjs') && name.startsWith(wanted))
if (files.length === 0) {
  const known = readdirSync(join(root, 'evidence')).filter((name) => name.endsWith('.mjs'))
  console.error(`no evidence begins with ${wanted}; there is ${known.map((name) => name.slice(0, -4)).join(', ')}`)
  process.exit(2)
}
let failed = 0
for (const file of files) {
  const { about, gather } = await import(pathToFileURL(join(root, 'evidence', file)).href)
  const began = performance.now()
  try {
    const found = await gather((line) => console.log(`  ${line}`))
    const seconds = Math.round((performance.now() - began) / 100) / 10
    const machine = { node: process.version, cores: cpus().length }
    const result = { about, date: new Date().toISOString().slice(0, 10), suasion: version, ...machine, seconds, found }
    writeFileSync(join(results, `${file.slice(0, -4)}.json`), `${JSON.stringify(result, null, 2)}\n`)
    console.log(`${file.slice(0, -4)}: done in ${seconds} s`)
  } catch (error) {
    failed++
    console.error(`${file.slice(0, -4)}: ${error.stack}`)
  }
}
process.exit(failed ? 1 : 0)
