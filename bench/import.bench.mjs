import { spawnSync } from 'node:child_process'
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const entries = { corpora: 'src/lab/corpora.ts', importing: 'src/lab/import.ts', csv: 'src/corpora/csv.ts' }

const words = 'we could give some of it to the children and keep the rest for now said the other one'.split(' ')

/** A table as large as a released corpus: 1,017 conversations of 20 contributions, with facts of each kind. */
const table = () => {
  const lines = ['conversation,speaker,text,turn,role,donation,mood']
  for (let c = 0; c < 1017; c++)
    for (let t = 0; t < 20; t++) {
      const text = Array.from({ length: 10 + ((c * 7 + t * 5) % 20) }, (_, i) => words[(c + t * 3 + i) % words.length])
      lines.push(`d${c},${t % 2 ? 'a' : 'b'}${c},${text.join(' ')},${t},${t % 2 ? 'ee' : 'er'},${c % 3},${(c + t) % 5}`)
    }
  return `${lines.join('\n')}\n`
}

export default async ({ load, say, median, folder, root }) => {
  const [{ readCorpus }, { importCorpus }, { csv }] = await Promise.all([
    load('corpora'),
    load('importing'),
    load('csv'),
  ])
  const path = join(folder, 'talks.csv')
  writeFileSync(path, table())
  const run = join(folder, 'imported')
  const ours = async () => {
    rmSync(run, { recursive: true, force: true })
    await importCorpus(csv, readCorpus(csv, path), { path, folder: run })
  }
  await ours()
  const logs = readFileSync(join(run, 'episodes-1.ndjson'), 'utf8').trim().split('\n')
  const bare = () => {
    const file = join(folder, 'bare.ndjson')
    rmSync(file, { force: true })
    for (const log of logs) appendFileSync(file, `${JSON.stringify(JSON.parse(log))}\n`)
  }
  const spent = async (of) => {
    const before = process.cpuUsage()
    await of()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  const rounds = []
  for (let round = -2; round < 9; round++) {
    const [theirs, own] = [await spent(bare), await spent(ours)]
    if (round >= 0) rounds.push([own, theirs])
  }
  say(
    'import of a table / its logs parsed and written',
    median(rounds.map(([own, theirs]) => own / theirs)),
    { most: 10 },
    `${median(rounds.map(([own]) => own)).toFixed(0)} against ${median(rounds.map(([, theirs]) => theirs)).toFixed(0)} ms`,
  )
  const whole = [0, 1, 2].map((i) => {
    const before = performance.now()
    const args = [join(root, 'dist/bin.js'), 'import', 'csv', path, '--out', join(folder, `whole-${i}`)]
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    return (performance.now() - before) / 1000
  })
  say('suasion import, 1,017 conversations, seconds', median(whole), { most: 2 }, 'the whole command, from its start')
}
