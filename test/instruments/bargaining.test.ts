import { type Episode, scene } from 'suasion'
import { bargaining } from 'suasion/instruments'
import { bayesian, bayesianPersuasion, honest } from 'suasion/protocols/bayesian-persuasion'
import { freeRider, publicGoods, unconditional } from 'suasion/protocols/public-goods'
import { dominates, paretoFrontier, solveBargaining } from 'suasion/solvers'
import { describe, expect, it } from 'vitest'
import { checkInstrument } from '../../src/lab/check/instrument.ts'
import { type Played, play } from '../../src/lab/driver.ts'

/** A pie of 10, cut at every tenth: what the second gets is worth half to it. */
const pie = Array.from({ length: 101 }, (_, i) => ({ ann: i / 10, bob: (10 - i / 10) / 2 }))
const none = { ann: 0, bob: 0 }
const paid = (payoff: Readonly<Record<string, number>> | null): Episode => [
  {
    kind: 'open',
    format: 1,
    key: 'k',
    luck: 'k',
    protocol: 'pie',
    version: 1,
    params: {},
    wording: 'own',
    seats: { ann: { role: 'player', mind: 'm', cast: 'formal' }, bob: { role: 'player', mind: 'm', cast: 'formal' } },
  },
  { kind: 'close', turns: 1, payoff, flags: [] },
]

describe('the bargaining solutions', () => {
  it('are those of a pie that is worth half to one of two', () => {
    const { nash, kalaiSmorodinsky, egalitarian, utilitarian, pareto, opposition } = solveBargaining({
      outcomes: pie,
      disagreement: none,
    })!
    expect(nash.outcomes).toEqual([{ ann: 5, bob: 2.5 }])
    expect(nash.value).toBe(12.5)
    expect(kalaiSmorodinsky).toEqual({ value: 0.5, outcomes: [{ ann: 5, bob: 2.5 }] })
    // Equal gains: x = (10 - x) / 2 at 10/3, of which the grid has 3.3 nearest from below.
    expect(egalitarian.outcomes[0]!.ann).toBeCloseTo(3.3, 12)
    expect(utilitarian.outcomes).toEqual([{ ann: 10, bob: 0 }])
    expect(pareto).toHaveLength(101)
    expect(opposition).toBeCloseTo(Math.SQRT1_2, 12)
  })

  it('move with the disagreement point as Nash and Kalai and Smorodinsky say', () => {
    const { nash, kalaiSmorodinsky } = solveBargaining({ outcomes: pie, disagreement: { ann: 4, bob: 0 } })!
    // Nash maximises (x - 4)(10 - x) / 2: x = 7; the ideal gains are 6 and 3, in equal shares at x = 7 too.
    expect(nash.outcomes).toEqual([{ ann: 7, bob: 1.5 }])
    expect(kalaiSmorodinsky.outcomes[0]!.ann).toBeCloseTo(7, 12)
    // With a kink they part: the product is best at (10, 5), the smallest gain at (6, 6).
    const kinked = solveBargaining({
      outcomes: [
        { ann: 6, bob: 6 },
        { ann: 10, bob: 5 },
        { ann: 4, bob: 7 },
      ],
      disagreement: none,
    })!
    expect(kinked.nash.outcomes).toEqual([{ ann: 10, bob: 5 }])
    expect(kinked.egalitarian.outcomes).toEqual([{ ann: 6, bob: 6 }])
    expect(kinked.kalaiSmorodinsky.value).toBeCloseTo(5 / 7, 12)
  })

  it('keep what ties, leave out what is dominated, and pass over who cannot gain', () => {
    const outcomes = [
      { ann: 1, bob: 2 },
      { ann: 2, bob: 1 },
      { ann: 1, bob: 1 },
      { ann: 2, bob: 1 },
    ]
    const { nash, pareto } = solveBargaining({ outcomes, disagreement: none })!
    expect(nash.outcomes).toHaveLength(3)
    expect(pareto).not.toContainEqual({ ann: 1, bob: 1 })
    expect(paretoFrontier(outcomes, ['ann'])).toEqual([
      { ann: 2, bob: 1 },
      { ann: 2, bob: 1 },
    ])
    expect(dominates({ ann: 2 }, { ann: 2 }, ['ann'])).toBe(false)
    const stuck = solveBargaining({
      outcomes: [
        { ann: 3, bob: 0 },
        { ann: 1, bob: 0 },
      ],
      disagreement: none,
    })!
    expect(stuck.kalaiSmorodinsky).toEqual({ value: 1, outcomes: [{ ann: 3, bob: 0 }] })
    expect(stuck.opposition).toBe(0)
    expect(solveBargaining({ outcomes: pie, disagreement: { ann: 9, bob: 4 } })).toBeNull()
  })

  it('refuse what is no problem', () => {
    expect(() => solveBargaining({ outcomes: [], disagreement: none })).toThrow('needs an outcome at least')
    expect(() => solveBargaining({ outcomes: pie, disagreement: {} })).toThrow('names no seat')
    expect(() => solveBargaining({ outcomes: pie, disagreement: { ann: 0, cid: 0 } })).toThrow(
      'outcome 0 pays cid undefined',
    )
    expect(() => solveBargaining({ outcomes: pie, disagreement: { ann: Number.NaN, bob: 0 } })).toThrow(
      'the disagreement point pays ann NaN',
    )
  })
})

describe('bargaining', () => {
  const instrument = bargaining({ feasible: () => pie, disagreement: () => none })

  it('measures how far a bargain is from each solution', () => {
    expect(instrument.read(paid({ ann: 5, bob: 2.5 }), null)).toEqual({
      rational: true,
      paretoDistance: 0,
      nashDistance: 0,
      kalaiSmorodinskyDistance: 0,
      nashShare: 1,
      egalitarianShare: expect.closeTo(2.5 / 3.3, 12),
      utilitarianShare: 0.75,
      opposition: expect.closeTo(Math.SQRT1_2, 12),
    })
    const wasted = instrument.read(paid({ ann: 2, bob: 2 }), null) as { paretoDistance: number }
    // The nearest cut to (2, 2) on the line x + 2y = 10 lies at distance 4 / sqrt 5; the grid has (2.8, 3.6).
    expect(wasted.paretoDistance).toBeCloseTo(4 / Math.sqrt(5), 12)
    expect(instrument.read(paid({ ann: -1, bob: 5 }), null)).toMatchObject({
      rational: false,
      nashShare: 0,
      egalitarianShare: expect.closeTo(-1 / 3.3, 12),
    })
    expect(instrument.read(paid({ ann: 100, bob: 100 }), null)).toMatchObject({ paretoDistance: 0 })
  })

  it('has no solutions where nothing is better than disagreement for all', () => {
    const hopeless = bargaining({ feasible: () => pie, disagreement: () => ({ ann: 9, bob: 4 }) })
    expect(hopeless.read(paid({ ann: 9, bob: 4 }), null)).toMatchObject({
      rational: true,
      paretoDistance: 0,
      nashDistance: null,
      nashShare: null,
      opposition: null,
    })
    expect(hopeless.read(paid({ ann: 1, bob: 1 }), null)).toMatchObject({
      rational: false,
      paretoDistance: expect.closeTo(7 / Math.sqrt(5), 12),
    })
  })

  it('reads games that were played, and breaks no promise of an instrument', async () => {
    const shares = [0, 5, 10, 15, 20]
    const params = { players: 2, rounds: 1 }
    const outcomes = shares.flatMap((a) =>
      shares.map((b) => ({ player1: 20 - a + 0.8 * (a + b), player2: 20 - b + 0.8 * (a + b) })),
    )
    const goods = bargaining({ feasible: () => outcomes, disagreement: () => ({ player1: 20, player2: 20 }) })
    const episodes = [unconditional(), freeRider()].map((player) => ({
      episode: (play(scene(publicGoods, { params, minds: { player } }), 'goods') as Played).episode,
    }))
    const [all, nothing] = episodes.map(({ episode }) => goods.read(episode, null) as unknown as Record<string, number>)
    expect(all).toMatchObject({
      paretoDistance: 0,
      nashDistance: 0,
      kalaiSmorodinskyDistance: 0,
      nashShare: expect.closeTo(1, 12),
    })
    expect(nothing).toMatchObject({ rational: true, nashShare: 0, utilitarianShare: 0 })
    expect(nothing!['nashDistance']).toBeCloseTo(12 * Math.SQRT2, 10)
    expect(await checkInstrument(goods, episodes)).toEqual([])
  })

  it('refuses episodes without payoffs, or of other seats', () => {
    expect(() => instrument.read(paid(null), null)).toThrow('bargaining: pie has no payoffs to read')
    const minds = { sender: honest(), receiver: bayesian() }
    const { episode } = play(scene(bayesianPersuasion, { minds }), 'other') as Played
    expect(() => instrument.read(episode, null)).toThrow('pays no seat called ann; it pays sender, receiver')
  })
})
