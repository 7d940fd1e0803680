import { type AnyMind, type Episode, luckOf, scene } from 'suasion'
import { expectedRegret, type Regret, regret } from 'suasion/instruments'
import { equilibrium, honest, kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { leducPoker } from 'suasion/protocols/leduc-poker'
import { conditionalCooperator, publicGoods, unconditional } from 'suasion/protocols/public-goods'
import {
  actValues,
  bestResponse,
  cfr,
  compile,
  deviations,
  exploitability,
  locateDecisions,
  mindStrategy,
  playedStrategy,
  storeStrategy,
  type TreeStrategy,
  uniformStrategy,
} from 'suasion/solvers'
import { describe, expect, it } from 'vitest'
import { checkInstrument } from '../../src/lab/check/instrument.ts'
import { type Played, play } from '../../src/lab/driver.ts'
import { forgetful } from '../solvers/games.ts'

const game = compile(kuhnPoker)
const both = (mind: AnyMind, draws?: number): TreeStrategy =>
  game.players.map(({ seat }) => mindStrategy(game, kuhnPoker, seat, mind, draws === undefined ? {} : { draws }))
const kuhn = (minds: Readonly<Record<string, AnyMind>>, key: string): Episode =>
  (play(scene(kuhnPoker, { minds }), key) as Played).episode

/** The equilibrium with alpha = 1/3 as the game's own arrays, by what the cards say. */
const nash: TreeStrategy = game.players.map(({ sets, first }, player) => {
  const probabilities = new Float64Array(first.at(-1)!)
  probabilities[0] = 1
  for (const [set, { view, acts }] of sets.entries()) {
    const { card, bets } = view as { card: 'jack' | 'queen' | 'king'; bets: readonly string[] }
    const facing = bets.at(-1) === 'bet'
    const bet =
      player === 0
        ? { jack: facing ? 0 : 1 / 3, queen: facing ? 2 / 3 : 0, king: 1 }[card]
        : { jack: facing ? 0 : 1 / 3, queen: facing ? 1 / 3 : 0, king: 1 }[card]
    for (const [i, { move }] of acts.entries()) probabilities[first[set]! + i] = move === 'bet' ? bet : 1 - bet
  }
  return probabilities
})
const sixDeals = (minds: Readonly<Record<string, AnyMind>>): readonly Episode[] => {
  const deals = new Map<string, Episode>()
  for (let i = 0; deals.size < 6; i++) {
    const episode = kuhn(minds, `deal ${i}`)
    deals.set(luckOf(`deal ${i}`).of('deal').draw(['jack', 'queen', 'king'], 2).join(), episode)
  }
  return [...deals.values()]
}
const rowOf = (read: unknown, seat: string): Regret => (read as readonly Regret[]).find((row) => row.seat === seat)!

describe('the values of acts', () => {
  it('are those of Kuhn poker against its equilibrium', () => {
    const { values, best, reach } = actValues(game, 'first', nash)
    expect(values[0]).toBeCloseTo(-1 / 18, 12)
    const { sets, first } = game.players[0]!
    const at = (card: string, bets: number) =>
      sets.findIndex(
        ({ view }) => (view as { card: string }).card === card && (view as { bets: string[] }).bets.length === bets,
      )
    const worth = (set: number, move: string) =>
      values[first[set]! + sets[set]!.acts.findIndex((act) => act.move === move)]
    // With the jack a bet wins 1 where the queen folds (2/3) and loses 2 else; a pass loses the ante.
    expect(worth(at('jack', 0), 'bet')).toBeCloseTo((2 / 3 - 2 / 3 - 2) / 2, 12)
    expect(worth(at('jack', 0), 'pass')).toBeCloseTo(-1, 12)
    // A bet with the queen loses: the jack folds, the king calls.
    expect(worth(at('queen', 0), 'bet')).toBeCloseTo((1 - 2) / 2, 12)
    expect(best[at('king', 0)]).toBeCloseTo(worth(at('king', 0), 'bet')!, 12)
    expect(reach[at('jack', 0)]).toBeCloseTo(1 / 3, 12)
  })

  it('of Leduc poker begin with the value of the best response, and reach is a probability', () => {
    const leduc = compile(leducPoker)
    const strategy = uniformStrategy(leduc)
    for (const { seat, after } of leduc.players) {
      const { values, reach } = actValues(leduc, seat, strategy)
      expect(values[0]).toBeCloseTo(bestResponse(leduc, seat, strategy).value, 10)
      expect(Math.max(...reach)).toBeLessThanOrEqual(1)
      if (seat === leduc.players[0]!.seat)
        expect(reach.reduce((sum, p, set) => sum + (after[set] === 0 ? p : 0), 0)).toBeCloseTo(1, 12)
    }
  })
})

describe('a mind as a strategy', () => {
  it('is exact for a mind without chance: honest play of Kuhn poker can be exploited by so much', () => {
    const strategy = both(honest())
    expect(strategy.every((each) => each.every((p) => p === 0 || p === 1))).toBe(true)
    const [first, second] = deviations(game, strategy)
    expect([first!.value, second!.value]).toEqual([expect.closeTo(0, 12), expect.closeTo(0, 12)])
    expect(exploitability(game, strategy)).toBeCloseTo((first!.gain + second!.gain) / 2, 12)
    // First: bet the jack (queens fold, kings call: -1/2), pass the queen (0) and take 1 with the king. Second: bluff
    // with the jack and bet the king after a pass, fold to bets, which are kings.
    expect([first!.best, second!.best]).toEqual([expect.closeTo(1 / 6, 12), expect.closeTo(1 / 3, 12)])
    expect(exploitability(game, strategy)).toBeCloseTo(1 / 4, 12)
  })

  it('takes shares where a mind draws continuous numbers, and says so otherwise', () => {
    expect(() => both(equilibrium())).toThrow('draws a uniform number')
    const near = both(equilibrium(), 4000)
    for (const [i, each] of near.entries())
      for (const [s, p] of each.entries()) expect(Math.abs(p - nash[i]![s]!)).toBeLessThan(0.04)
    expect(exploitability(game, near)).toBeLessThan(0.02)
    expect(() => both(equilibrium(), 0)).toThrow('draws is a whole number of at least 1, not 0')
    expect(() => mindStrategy(game, kuhnPoker, 'third', honest())).toThrow('no seat called third')
    const slow: AnyMind = { ...honest(), decide: async () => ({ act: { move: 'pass' } as never }) }
    expect(() => both(slow)).toThrow('does not answer at once')
  })

  it('remembers what it would have kept on the way', () => {
    const chain = compile(forgetful(false))
    const copycat: AnyMind = {
      name: 'copycat',
      plays: '*',
      cast: 'formal',
      source: 'chosen',
      open: () => 'right',
      decide: (_seen, kept) => ({ act: { move: kept } as never }),
      keep: (_kept, _seen, { act }) => (act.move === 'left' ? 'right' : 'left'),
    }
    const strategy = [mindStrategy(chain, forgetful(false), 'solo', copycat)]
    const { sets, after, first } = chain.players[0]!
    const open = sets.findIndex((_, set) => after[set] === 0)
    const right = first[open]! + sets[open]!.acts.findIndex(({ move }) => move === 'right')
    const next = sets.findIndex((_, set) => after[set] === right)
    expect(strategy[0]![right]).toBe(1)
    expect(strategy[0]![first[next]! + sets[next]!.acts.findIndex(({ move }) => move === 'left')]).toBe(1)
  })
})

describe('regret', () => {
  const against = both(honest())

  it('averages over all deals to what the best response would gain', () => {
    const instrument = regret({ protocol: kuhnPoker, game, reference: against })
    const rows = sixDeals({ player: honest() }).map((episode) => instrument.read(episode, null))
    for (const { seat, gain } of deviations(game, against)) {
      const mean = rows.reduce((sum, read) => sum + (rowOf(read, seat).regret ?? 0), 0) / 6
      expect(gain).toBeGreaterThan(0.1)
      expect(mean).toBeCloseTo(gain, 12)
    }
  })

  it('of an equilibrium against itself is nothing, and no act is off its support', () => {
    const instrument = regret({ protocol: kuhnPoker, game, reference: nash })
    for (let i = 0; i < 40; i++)
      for (const row of instrument.read(kuhn({ player: equilibrium() }, `nash ${i}`), null) as readonly Regret[]) {
        expect(row.regret ?? 0).toBeCloseTo(0, 12)
        expect(row.offSupport ?? 0).toBe(0)
      }
  })

  it('counts acts off the support, and what they lose', () => {
    const caller: AnyMind = { ...honest(), name: 'caller', decide: () => ({ act: { move: 'bet' } as never }) }
    const instrument = regret({ protocol: kuhnPoker, game, reference: nash })
    const rows = sixDeals({ first: caller, second: equilibrium() }).map((read) =>
      rowOf(instrument.read(read, null), 'first'),
    )
    expect(rows.map(({ decisions }) => decisions)).toEqual([1, 1, 1, 1, 1, 1])
    // Only with the queen is a bet no equilibrium act: it is worth -1/2, and a pass -1/3.
    expect(rows.map(({ offSupport }) => offSupport).sort()).toEqual([0, 0, 0, 0, 1, 1])
    const lost = rows.filter(({ offSupport }) => offSupport === 1)
    for (const { regret: sum, regretMost } of lost) {
      expect(sum).toBeCloseTo(1 / 6, 12)
      expect(regretMost).toBe(sum)
    }
    expect(rows.filter(({ offSupport }) => offSupport === 0).every(({ regret: sum }) => Math.abs(sum!) < 1e-12)).toBe(
      true,
    )
  })

  it('has no number where the reference never leads', () => {
    const [first, second] = [against[0]!, against[1]!]
    const instrument = regret({ protocol: kuhnPoker, game, reference: [first, second] })
    const bluff: AnyMind = {
      ...honest(),
      decide: ({ view }) => ({ act: { move: view.bets.length ? 'pass' : 'bet' } as never }),
    }
    // A jack that bets first is a place that honest play comes to only with the king, so for the second's king it is out of reach.
    const rows = sixDeals({ first: bluff, second: honest() }).map((read) =>
      rowOf(instrument.read(read, null), 'second'),
    )
    expect(rows.filter(({ unreached }) => unreached === 1)).toHaveLength(2)
    for (const row of rows.filter(({ unreached }) => unreached === 1))
      expect(row).toMatchObject({ decisions: 1, regret: null, regretMean: null, offSupport: 0 })
  })

  it('takes a stored strategy, and CFR comes near', () => {
    const stored = storeStrategy(game, cfr(game, { variant: 'cfr+', iterations: 2000 }).strategy, 'cfr+')
    const instrument = regret({ protocol: kuhnPoker, game, reference: stored, support: 0.01 })
    const rows = sixDeals({ player: honest() }).flatMap((read) => instrument.read(read, null) as readonly Regret[])
    // Honest play stays on the support of an equilibrium, which therefore gains nothing by it.
    for (const row of rows) expect(row.regret).toBeLessThan(0.01)
    expect(rows.every(({ decisions, unreached }) => decisions > 0 && unreached === 0)).toBe(true)
  })

  it('breaks no promise of an instrument, and is silent where nothing happened', async () => {
    const instrument = regret({ protocol: kuhnPoker, game, reference: nash })
    const measured = ['a', 'b', 'c'].map((key) => ({ episode: kuhn({ player: honest() }, key) }))
    expect(await checkInstrument(instrument, measured)).toEqual([])
    expect(expectedRegret([], luckOf('x'))).toBeNull()
  })

  it('is estimated over rows with an interval', () => {
    const instrument = regret({ protocol: kuhnPoker, game, reference: against })
    const rows = Array.from({ length: 300 }, (_, i) =>
      rowOf(instrument.read(kuhn({ player: honest() }, `e${i}`), null), 'first'),
    )
    const estimate = expectedRegret(rows, luckOf('boot'))!
    const { gain } = deviations(game, against)[0]!
    expect(estimate.interval![0]).toBeLessThan(gain)
    expect(estimate.interval![1]).toBeGreaterThan(gain)
    expect(estimate).toMatchObject({ n: 300, estimator: expect.stringContaining('mean regret an episode, bootstrap') })
    expect(() => expectedRegret([{ regret: Number.NaN }, { regret: 1 }], luckOf('x'))).toThrow('row 0: regret is NaN')
  })

  it('plays numbers off the grid as the nearest on it', () => {
    const params = { players: 2, rounds: 2 }
    const goods = compile(publicGoods, { params, grid: { amount: 5 } })
    const minds = { player1: unconditional({ share: 0.55 }), player2: conditionalCooperator() }
    const { episode } = play(scene(publicGoods, { params, minds }), 'grid') as Played
    const others: TreeStrategy = goods.players.map(({ seat }) =>
      mindStrategy(goods, publicGoods, seat, unconditional({ share: 0.5 })),
    )
    const rows = regret({ protocol: publicGoods, game: goods, reference: others }).read(episode, null)
    // A token brings back .8, so every token put in (10 on the grid, in both rounds) loses .2.
    expect(rowOf(rows, 'player1')).toMatchObject({ decisions: 2, rounded: 2, unreached: 0, offSupport: 0 })
    expect(rowOf(rows, 'player1').regret).toBeCloseTo(2 * 10 * 0.2, 10)
  })

  it('refuses what does not go together', () => {
    const { episode } = play(scene(publicGoods, { minds: { player: unconditional() } }), 'other') as Played
    expect(() => regret({ protocol: kuhnPoker, game, reference: nash }).read(episode, null)).toThrow(
      'this log is of public-goods version 1, and the game of kuhn-poker version 1',
    )
    expect(() => regret({ protocol: publicGoods, game, reference: nash })).toThrow('the game is kuhn-poker version 1')
    expect(() => regret({ protocol: kuhnPoker, game, reference: [] })).toThrow('2 players, and the strategy is of 0')
    for (const support of [0, Number.NaN, 2])
      expect(() => regret({ protocol: kuhnPoker, game, reference: nash, support })).toThrow('support must be above 0')
    const goods = compile(publicGoods, { params: { players: 2, rounds: 1 }, grid: { amount: 3 } })
    expect(() => locateDecisions(goods, publicGoods)(episode)).toThrow('and the game was compiled with')
    const wrong = kuhn({ player: honest() }, 'wrong').map((event) =>
      event.kind === 'act' ? { ...event, act: { move: 'raise' } } : event,
    )
    expect(() => regret({ protocol: kuhnPoker, game, reference: nash }).read(wrong, null)).toThrow(
      'first did {"move":"raise"}, which is no act of the game',
    )
  })
})

describe('a strategy from logs', () => {
  it('is what was done, and the stand-in where nobody came', () => {
    const { strategy, decisions } = playedStrategy(game, kuhnPoker, sixDeals({ player: honest() }), nash)
    const exact = both(honest())
    for (const [player, each] of decisions.entries())
      for (const [set, n] of each.entries()) {
        const { first } = game.players[player]!
        for (let s = first[set]!; s < first[set + 1]!; s++)
          expect(strategy[player]![s]).toBe(n > 0 ? exact[player]![s] : nash[player]![s])
      }
    expect(decisions[0]!.reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(6)
    expect(exploitability(game, strategy)).toBeGreaterThan(0.1)
    expect(playedStrategy(game, kuhnPoker, [], uniformStrategy(game)).strategy).toEqual(uniformStrategy(game))
  })
})
