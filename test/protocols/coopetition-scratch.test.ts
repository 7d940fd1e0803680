import { scene } from 'suasion'
import { test } from 'vitest'
import { play } from '../../src/lab/driver.ts'
import * as c from '../../src/protocols/coopetition/index.ts'

test('p', () => {
  const s = (e: any, p: any = {}) =>
    scene(c.coopetition, { params: { environment: e, ...p }, minds: { agent: c.constant() } })
  for (const e of ['TrustDilemma', 'PlatformEcosystem', 'ApacheProject'] as const) {
    const t = performance.now()
    let acts = 0
    for (let k = 0; k < (e === 'ApacheProject' ? 3 : 30); k++)
      acts += (play(s(e), `${k}`, { trusted: false }) as any).episode.length
    console.log(e, acts, ((performance.now() - t) / acts) * 1000, 'us per act')
  }
  for (const e of c.environmentIds) {
    const p = c.coopetition.params.parse({ environment: e, observation: 'full' })
    const seats = c.coopetition.seats(p, {} as never)
    let st: any = c.coopetition.start(p, seats, { of: () => ({ uniform: () => 0.5 }) } as never)
    const me = Object.keys(seats)[0]!
    const v0 = c.coopetition.view(st, me)
    for (let r = 0; r < 2; r++)
      st = c.coopetition.resolve(
        st,
        Object.keys(seats).map((seat, i) => ({ seat, act: { move: 'invest', amount: 30 + 3 * i + r } })) as never,
        {} as never,
      )
    const v = c.coopetition.view(st, me)
    const w = c.coopetition.words
    console.log(
      `${w.brief(v0)}\n${w
        .lines(v)
        .map((l) => l.text)
        .join('\n')}\n${w.now(v)}\n${w.ask.invest(v)}\n`,
    )
  }
})
