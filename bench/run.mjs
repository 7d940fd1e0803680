// Measures speed as ratios against baselines in the same run, in turn (A B C A B C ...), and says where a goal is missed.
//   npm run bench            every bench/*.bench.mjs
//   npm run bench -- goods   those whose name begins so
// A bench exports `entries` (what of the sources it needs, by name: bundled once for all) and a function that is handed
// load, race, say, skip, median, a folder of its own and the root of the project.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const bundled = join(root, 'node_modules/.cache/suasion-bench')
const wanted = process.argv[2] ?? ''
const files = readdirSync(join(root, 'bench')).filter((file) => file.endsWith('.bench.mjs') && file.startsWith(wanted))
if (files.length === 0) throw new Error(`there is no bench whose name begins with ${wanted}`)
const folder = mkdtempSync(join(tmpdir(), 'suasion-bench-'))
const benches = await Promise.all(files.sort().map((file) => import(pathToFileURL(join(root, 'bench', file)).href)))
const entryPoints = Object.assign({}, ...benches.map(({ entries }) => entries))
if (Object.keys(entryPoints).length > 0)
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: bundled,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@suasion/source'],
    external: ['undici', 'esbuild', '@duckdb/node-api', '@observablehq/plot', '@resvg/resvg-js', 'linkedom', 'highs'],
    loader: { '.csv': 'text' },
    outExtension: { '.js': '.mjs' },
  })
const load = (name) => import(pathToFileURL(join(bundled, `${name}.mjs`)).href)
const median = (xs) => [...xs].sort((a, b) => a - b)[xs.length >> 1]
let missed = 0
const say = (name, ratio, goal, detail) => {
  const met = goal.least !== undefined ? ratio >= goal.least : ratio <= goal.most
  if (!met) missed++
  const bound = goal.least !== undefined ? `at least ${goal.least}` : `at most ${goal.most}`
  console.log(`${met ? 'met   ' : 'MISSED'}  ${name.padEnd(46)} ${ratio.toFixed(2).padStart(6)}  (${bound})  ${detail}`)
}
const skip = (name, why) => console.log(`skipped ${name.padEnd(46)} ${why}`)

/** CPU microseconds of one call of each, in turn over some rounds, and the median ratio of the first to each other. */
const race = (calls, n, rounds = 9) => {
  const names = Object.keys(calls)
  const spent = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = -3; round < rounds; round++)
    for (const name of names) {
      const before = process.cpuUsage()
      for (let i = 0; i < n; i++) calls[name](`${round}/${i}`)
      const { user, system } = process.cpuUsage(before)
      if (round >= 0) spent[name].push((user + system) / n)
    }
  const [base] = names
  return Object.fromEntries(
    names.map((name) => [
      name,
      { us: median(spent[name]), ratio: median(spent[name].map((us, i) => spent[base][i] / us)) },
    ]),
  )
}

for (const bench of benches) await bench.default({ load, race, say, skip, median, folder, root })
rmSync(folder, { recursive: true, force: true })
process.exitCode = missed ? 1 : 0
