// Measures speed as ratios against baselines in the same run, in turn (A B C A B C ...), and says where a goal is missed.
//   npm run bench            all
//   npm run bench -- goods   those whose name begins so
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'suasion-bench-'))
const bundled = join(root, 'node_modules/.cache/suasion-bench')
await build({
  absWorkingDir: root,
  entryPoints: { audience: 'bench/audience.ts', goods: 'bench/goods.ts', store: 'src/lab/store.ts' },
  outdir: bundled,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  conditions: ['@suasion/source'],
  external: ['undici', 'esbuild', '@duckdb/node-api', '@observablehq/plot', 'linkedom'],
  loader: { '.csv': 'text' },
  outExtension: { '.js': '.mjs' },
})
const load = (name) => import(pathToFileURL(join(bundled, `${name}.mjs`)).href)
const median = (xs) => [...xs].sort((a, b) => a - b)[xs.length >> 1]
const wanted = process.argv[2] ?? ''
let missed = 0
const say = (name, ratio, goal, detail) => {
  const met = goal.least !== undefined ? ratio >= goal.least : ratio <= goal.most
  if (!met) missed++
  const bound = goal.least !== undefined ? `at least ${goal.least}` : `at most ${goal.most}`
  console.log(`${met ? 'met   ' : 'MISSED'}  ${name.padEnd(46)} ${ratio.toFixed(2).padStart(6)}  (${bound})  ${detail}`)
}

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

const { openLines, storedLine } = await load('store')
for (const [name, title, n] of [
  ['audience', 'debate, audience variant (8 turns)', 2000],
  ['goods', 'public goods, 40 seats, 10 rounds (400 acts)', 200],
]) {
  if (!name.startsWith(wanted)) continue
  const { engine, twin } = await load(name)
  const lines = openLines(join(folder, `${name}.ndjson`))
  const trial = { condition: {}, replicate: 0, pair: '0' }
  const result = race(
    {
      twin,
      memory: (key) => engine(key, true),
      stored: (key) => {
        const { episode, kept } = engine(key, false)
        lines.write(storedLine({ key, trial, episode, kept }))
      },
    },
    n,
  )
  lines.close()
  const { twin: bare, memory, stored } = result
  say(
    `${title}: in memory / bare twin`,
    memory.ratio,
    { least: 0.6 },
    `${memory.us.toFixed(1)} against ${bare.us.toFixed(1)} us`,
  )
  say(`${title}: checked and stored / bare twin`, stored.ratio, { least: 0.33 }, `${stored.us.toFixed(1)} us`)
}

/** Wall milliseconds of whole processes, in turn. */
const start = (commands, rounds = 15) => {
  const spent = commands.map(() => [])
  for (let round = -1; round < rounds; round++)
    commands.forEach((args, i) => {
      const before = performance.now()
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
      if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
      if (round >= 0) spent[i].push(performance.now() - before)
    })
  return spent
}
if ('start'.startsWith(wanted)) {
  const bin = join(root, 'dist/bin.js')
  const [node, version, first] = start([
    ['-e', '0'],
    [bin, '--version'],
    [bin, 'play', 'kuhn-poker'],
  ])
  const against = (xs) => median(xs.map((ms, i) => ms / node[i]))
  say(
    'suasion --version / bare node',
    against(version),
    { most: 2 },
    `${median(version).toFixed(0)} against ${median(node).toFixed(0)} ms`,
  )
  say('first formal result / bare node', against(first), { most: 3 }, `${median(first).toFixed(0)} ms`)
}
rmSync(folder, { recursive: true, force: true })
process.exitCode = missed ? 1 : 0
