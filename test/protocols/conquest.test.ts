import { catalogue, conquest } from 'suasion/protocols/conquest'
import { expect, it } from 'vitest'
import { scene, closingOf } from 'suasion'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { play } from '../../src/lab/driver.ts'

const minds = Object.values(catalogue.minds).map((make) => make())
it('keeps the promises of a protocol', async () => {
  expect(await checkProtocol(conquest, { seeds: 12, minds })).toEqual([])
}, 120_000)
it.each(minds.map((mind) => [mind.name, mind] as const))('keeps the promises of a mind: %s', async (_, mind) => {
  expect(await checkMind(conquest, mind, { seeds: 6, others: minds })).toEqual([])
}, 60_000)
it('speed', () => {
  for (const mind of minds) {
    const t = performance.now()
    let turns = 0, draws = 0
    for (let k = 0; k < 40; k++) {
      const { episode } = play(scene(conquest, { minds: { commander: mind } }), `s${k}`) as never
      const { turns: n, payoff } = closingOf(episode)
      turns += n
      if (Object.values(payoff!).every((x) => x === 0)) draws++
    }
    console.log(mind.name, (performance.now() - t) / 40, turns / 40, draws)
  }
}, 60_000)
