import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const entries = { cfr: 'bench/cfr.ts' }

// Iterations per second of OpenSpiel's C++ on two cores of an AMD EPYC (KVM), and how many times that is aimed for.
const PEER = { kuhn: { rate: 58_600, times: 12, n: 200_000 }, leduc: { rate: 186, times: 25, n: 3_000 } }
const ROUNDS = 9

export default async ({ load, say, skip, median, folder, root }) => {
  const { games, startCfr, gameText, checksum } = await load('cfr')
  const twin = join(folder, 'cfr-twin')
  const compiled = spawnSync('cc', ['-O3', '-march=native', '-o', twin, join(root, 'bench/twins/cfr.c')], {
    encoding: 'utf8',
  })
  const why = compiled.error?.message ?? (compiled.status === 0 ? null : compiled.stderr.split('\n')[0])
  for (const [name, make] of Object.entries(games)) {
    const { rate, times, n } = PEER[name]
    const began = performance.now()
    const game = make()
    const compiling = performance.now() - began
    const file = join(folder, `${name}.txt`)
    writeFileSync(file, gameText(game))
    const ours = []
    const ratios = []
    const solver = startCfr(game)
    for (let round = -2; round < ROUNDS; round++) {
      const before = process.cpuUsage()
      solver.run(n)
      const { user, system } = process.cpuUsage(before)
      const ns = ((user + system) * 1000) / n
      if (round >= 0) ours.push(ns)
      if (why) continue
      const [limit] = execFileSync(twin, [file, String(n)], { encoding: 'utf8' })
        .split(' ')
        .map(Number)
      if (round >= 0) ratios.push(limit / ns)
    }
    const perSecond = 1e9 / median(ours)
    const detail = `${Math.round(perSecond).toLocaleString('en')} it/s, ${(perSecond / rate).toFixed(1)} x OpenSpiel's ${rate} where that was measured (aim ${times} x), compiled in ${compiling.toFixed(0)} ms`
    if (why) {
      skip(`CFR on ${name} / C twin`, `the twin could not be compiled (${why}); ${detail}`)
      continue
    }
    const same = startCfr(game)
    same.run(100)
    const [, theirs] = execFileSync(twin, [file, '100'], { encoding: 'utf8' }).split(' ').map(Number)
    const own = checksum(same.save().sums)
    if (!(Math.abs(own - theirs) < 1e-6 * Math.abs(theirs)))
      throw new Error(`the twin of ${name} sums to ${theirs}, and ours to ${own}`)
    say(`CFR on ${name} / C twin`, median(ratios), { least: 0.33 }, detail)
  }
}
