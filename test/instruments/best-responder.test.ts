import { type AnyMind, type Episode, luckOf, type Scene, scene } from 'suasion'
import { bestResponder, responderGain } from 'suasion/instruments'
import { bayesian, bayesianPersuasion, honest as truthful } from 'suasion/protocols/bayesian-persuasion'
import { equilibrium, honest, kuhnPoker } from 'suasion/protocols/kuhn-poker'
import {
  climb,
  compile,
  type DeviationFamily,
  deviations,
  mindStrategy,
  playOut,
  searchBestResponder,
} from 'suasion/solvers'
import { describe, expect, it } from 'vitest'
import { checkInstrument } from '../../src/lab/check/instrument.ts'
import { type Played, play } from '../../src/lab/driver.ts'

type Card = 'jack' | 'queen' | 'king'
type Facing = Readonly<Record<`${Card} ${'open' | 'passed' | 'bet'}`, 'bet' | 'pass'>>
const PLACES = (['jack', 'queen', 'king'] as const).flatMap((card) =>
  (['open', 'passed', 'bet'] as const).map((after) => `${card} ${after}` as const),
)
const plan = (chances: Facing): AnyMind => ({
  name: 'plan',
  plays: 'kuhn-poker',
  cast: 'formal',
  source: 'chosen',
  open: () => null,
  decide: ({ view: { card, bets } }) => {
    const last = bets.at(-1)
    const after = last === undefined ? 'open' : last === 'bet' ? 'bet' : 'passed'
    return { act: { move: chances[`${card as Card} ${after}`] } as never }
  },
})
/** Every pure plan of Kuhn poker by what was done last; neighbours differ in one place. */
const plans: DeviationFamily<Facing> = {
  name: 'pure plans',
  draw: (luck) => Object.fromEntries(PLACES.map((place) => [place, luck.of(place).pick(['bet', 'pass'])])) as Facing,
  near: (chances, luck) => {
    const place = luck.of('place').pick(PLACES)
    return { ...chances, [place]: chances[place] === 'bet' ? 'pass' : 'bet' }
  },
  mind: plan,
}
const tables = (minds: Readonly<Record<string, AnyMind>>): Scene => scene(kuhnPoker, { minds })
const played = (stage: Scene, key: string): Episode => (play(stage, key) as Played).episode

describe('the search for a best responder', () => {
  it('finds what the tree says there is, and never claims more', () => {
    const game = compile(kuhnPoker)
    const strategy = game.players.map(({ seat }) => mindStrategy(game, kuhnPoker, seat, honest()))
    const { gain } = deviations(game, strategy)[1]!
    const found = responderGain(tables({ player: honest() }), 'second', plans, {
      seed: 'honest',
      deviations: 150,
      restarts: 5,
      episodes: 60,
      fresh: 600,
    })
    expect(gain).toBeCloseTo(1 / 3, 12)
    expect(found.interval![0]).toBeLessThan(gain)
    expect(found.interval![1]).toBeGreaterThan(gain * 0.9)
    expect(found.estimator).toBe(
      'gain of the best of 150 deviations (pure plans; 5 restarts, 60 lucks searched, 600 fresh), lower bound, t interval',
    )
  })

  it('gains nothing over the best, and is the same for the same seed', () => {
    const stage = tables({
      first: honest(),
      second: plan(
        Object.fromEntries(PLACES.map((p) => [p, p === 'king bet' || p.endsWith('passed') ? 'bet' : 'pass'])) as Facing,
      ),
    })
    const options = { seed: 'again', deviations: 60, restarts: 3, episodes: 30, fresh: 200 }
    const [one, two] = [
      searchBestResponder(stage, 'second', plans, options),
      searchBestResponder(stage, 'second', plans, options),
    ]
    expect(one).toEqual(two)
    expect(one.gains.reduce((sum, gain) => sum + gain, 0) / 200).toBeLessThanOrEqual(1e-12)
    const silent: DeviationFamily<null> = { name: 'itself', draw: () => null, mind: () => honest() }
    expect(responderGain(tables({ player: honest() }), 'first', silent, options)).toEqual({
      value: 0,
      n: 200,
      estimator: 'gain of the best of 60 deviations (itself; 3 restarts, 30 lucks searched, 200 fresh), lower bound',
    })
  })

  it('climbs with shrinking steps, and with the budget it was given', () => {
    const steps: number[] = []
    const family: DeviationFamily<number> = {
      name: 'numbers',
      draw: (luck) => luck.uniform(),
      near: (x, luck, step) => {
        steps.push(step)
        return Math.min(1, Math.max(0, x + step * (luck.uniform() - 0.5)))
      },
      mind: () => honest(),
    }
    let tried = 0
    const score = (x: number): number => {
      tried++
      return -((x - 0.3) ** 2)
    }
    const { deviation, tried: reported } = climb(family, score, luckOf('climb'), {
      deviations: 101,
      restarts: 4,
    })
    expect(deviation).toBeCloseTo(0.3, 1)
    expect([tried, reported, steps.length]).toEqual([101, 101, 97])
    expect(Math.max(...steps)).toBeLessThan(1)
    expect(Math.min(...steps)).toBeGreaterThan(0)
  })

  it('refuses budgets and minds that cannot be', () => {
    const stage = tables({ player: honest() })
    for (const budget of [{ restarts: 0 }, { deviations: 3, restarts: 4 }, { deviations: Number.NaN }])
      expect(() => responderGain(stage, 'first', plans, { seed: 'x', ...budget })).toThrow(
        'as many deviations as restarts',
      )
    expect(() => responderGain(stage, 'first', plans, { seed: 'x', fresh: 0.5 })).toThrow('fresh is a whole number')
    expect(() => responderGain(stage, 'third', plans, { seed: 'x' })).toThrow('kuhn-poker pays no seat called third')
    const slow: AnyMind = { ...honest(), name: 'slow', decide: async () => ({ act: { move: 'pass' } as never }) }
    expect(() => responderGain(tables({ first: honest(), second: slow }), 'first', plans, { seed: 'x' })).toThrow(
      'slow in second does not answer at once; a search needs minds that do',
    )
    expect(() => climb({ ...plans }, () => Number.NaN, luckOf('nan'))).toThrow('a deviation of pure plans scores NaN')
    expect(() =>
      playOut({ ...stage, protocol: { ...kuhnPoker, payoff: undefined } as never }, {} as never, 'first'),
    ).toThrow('tells no payoff')
  })
})

describe('bestResponder', () => {
  const stage = tables({ player: honest() })
  const instrument = bestResponder({ of: 'second', scene: () => stage, family: plans, deviations: 80, restarts: 4 })

  it('says in hindsight what could have been had', () => {
    for (let i = 0; i < 12; i++) {
      const [row] = instrument.read(played(stage, `hindsight ${i}`), null) as readonly Record<string, number>[]
      const [first, second] = luckOf(`hindsight ${i}`).of('deal').draw(['jack', 'queen', 'king'], 2)
      const won = ['jack', 'queen', 'king'].indexOf(second!) > ['jack', 'queen', 'king'].indexOf(first!)
      // A bluff makes an honest first player fold all but the king, to whom the ante is lost in any case.
      const most = first === 'king' ? -1 : 1
      expect(row).toEqual({ seat: 'second', payoff: won ? 1 : -1, hindsightGainAtLeastBestOf80: most - (won ? 1 : -1) })
    }
  })

  it('names its budget, and breaks no promise of an instrument', async () => {
    expect(instrument.columns['hindsightGainAtLeastBestOf80']).toContain('the best of 80 deviations found (pure plans)')
    const measured = ['a', 'b'].map((key) => ({ episode: played(stage, key) }))
    expect(await checkInstrument(instrument, measured)).toEqual([])
    const none = [...played(stage, 'a').slice(0, 1), { kind: 'close', turns: 0, payoff: null, flags: [] } as const]
    expect(instrument.read(none, null)).toEqual([{ seat: 'second', payoff: null, hindsightGainAtLeastBestOf80: null }])
  })

  it('measures every seat of a role, also against chance that the rules draw', () => {
    const liar = { name: 'schemes', draw: (luck: { uniform(): number }) => luck.uniform() }
    const persuasion = scene(bayesianPersuasion, {
      params: { rounds: 20 },
      minds: { sender: truthful(), receiver: bayesian() },
    })
    const family: DeviationFamily<number> = {
      ...liar,
      mind: (ifBad) => ({
        ...truthful(),
        decide: () => ({ act: { move: 'commit', ifGood: 1, ifBad, text: '' } as never }),
      }),
    }
    const [row] = bestResponder({ of: 'sender', scene: () => persuasion, family, deviations: 60 }).read(
      played(persuasion, 'rounds'),
      null,
    ) as readonly Record<string, number>[]
    expect(row!['hindsightGainAtLeastBestOf60']).toBeGreaterThan(1)
  })

  it('replays only what the minds it is given would do', () => {
    const other = tables({ first: equilibrium(), second: honest() })
    const logs = Array.from({ length: 30 }, (_, i) => played(other, `bluff ${i}`))
    const bluffed = logs.find((log) => {
      const [first] = log.flatMap((event) => (event.kind === 'act' ? [event] : []))
      const [card] = luckOf((log[0] as { luck: string }).luck)
        .of('deal')
        .draw(['jack', 'queen', 'king'], 2)
      return first!.act['move'] === 'bet' && card === 'jack'
    })!
    expect(() => instrument.read(bluffed, null)).toThrow(
      /at turn 0 of bluff \d+ honest in first does {"move":"pass"}, and the log says {"move":"bet"}; hand it the minds/,
    )
    // The measured seat may be anyone: its acts come from the log.
    const measured = bestResponder({ of: 'first', scene: () => tables({ player: honest() }), family: plans })
    expect(measured.read(bluffed, null)).toHaveLength(1)
    const persuasion = scene(bayesianPersuasion, { minds: { sender: truthful(), receiver: bayesian() } })
    const elsewhere = bestResponder({ of: 'first', scene: () => persuasion, family: plans })
    expect(() => elsewhere.read(bluffed, null)).toThrow(
      'was played by kuhn-poker version 1, and the scene is of another',
    )
  })
})
