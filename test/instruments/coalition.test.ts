import { scene } from 'suasion'
import { coalition } from 'suasion/instruments'
import { bayesian, bayesianPersuasion, honest } from 'suasion/protocols/bayesian-persuasion'
import { freeRider, publicGoods, unconditional } from 'suasion/protocols/public-goods'
import { blockingCoalitions, coalitionGame, inCore, largestExcess, leastCore, shapleyValue } from 'suasion/solvers'
import { describe, expect, it } from 'vitest'
import { checkInstrument } from '../../src/lab/check/instrument.ts'
import { type Played, play } from '../../src/lab/driver.ts'

/** One left glove and two right ones: a pair is worth 1. */
const gloves = coalitionGame(['left', 'right1', 'right2'], (members) =>
  members.includes('left') && members.length > 1 ? 1 : 0,
)
const majority = coalitionGame(['a', 'b', 'c'], (members) => (members.length >= 2 ? 1 : 0))

describe('a game of coalitions', () => {
  it('of gloves has the Shapley value 2/3, 1/6, 1/6, and a core of one point', async () => {
    expect(shapleyValue(gloves)).toEqual({
      left: expect.closeTo(2 / 3, 12),
      right1: expect.closeTo(1 / 6, 12),
      right2: expect.closeTo(1 / 6, 12),
    })
    expect(inCore(gloves, { left: 1, right1: 0, right2: 0 })).toBe(true)
    expect(inCore(gloves, shapleyValue(gloves))).toBe(false)
    expect(blockingCoalitions(gloves, shapleyValue(gloves)).map((each) => each.coalition)).toEqual([
      ['left', 'right1'],
      ['left', 'right2'],
    ])
    expect(largestExcess(gloves, shapleyValue(gloves))).toBeCloseTo(1 / 6, 12)
    const { excess, payoff } = await leastCore(gloves)
    expect(excess).toBeCloseTo(0, 8)
    expect(payoff['left']).toBeCloseTo(1, 8)
  })

  it('of a majority of three has no core, whose least excess is 1/3', async () => {
    const { excess, payoff } = await leastCore(majority)
    expect(excess).toBeCloseTo(1 / 3, 8)
    for (const player of ['a', 'b', 'c']) expect(payoff[player]).toBeCloseTo(1 / 3, 8)
    expect(blockingCoalitions(majority, { a: 0.5, b: 0.5, c: 0 })[0]).toEqual({
      coalition: ['a', 'c'],
      worth: 1,
      excess: 0.5,
    })
    expect(inCore(majority, { a: 1, b: 1, c: 1 })).toBe(false)
  })

  it('of weighted votes has the Shapley-Shubik index, and at 12 players is exact still', () => {
    const weights: Readonly<Record<string, number>> = { a: 50, b: 49, c: 1 }
    const votes = coalitionGame(Object.keys(weights), (members) =>
      members.reduce((sum, member) => sum + weights[member]!, 0) > 50 ? 1 : 0,
    )
    expect(Object.values(shapleyValue(votes))).toEqual([2 / 3, 1 / 6, 1 / 6].map((value) => expect.closeTo(value, 12)))
    // An airport of runways 1 to 12 (Littlechild & Owen 1973): each stretch is shared by who needs it.
    const names = Array.from({ length: 12 }, (_, i) => `plane${i + 1}`)
    const airport = coalitionGame(names, (members) => -Math.max(...members.map((name) => Number(name.slice(5)))))
    let share = 0
    const values = shapleyValue(airport)
    for (const [i, name] of names.entries()) {
      share -= 1 / (12 - i)
      expect(values[name]).toBeCloseTo(share, 10)
    }
    expect(inCore(airport, values)).toBe(true)
  })

  it('of one player is its own worth', async () => {
    const alone = coalitionGame(['a'], () => 3)
    expect([shapleyValue(alone), await leastCore(alone)]).toEqual([{ a: 3 }, { excess: 0, payoff: { a: 3 } }])
    expect(inCore(alone, { a: 3 })).toBe(true)
    expect(inCore(alone, { a: 2 })).toBe(false)
  })

  it('refuses what is none', () => {
    const many = Array.from({ length: 13 }, (_, i) => `p${i}`)
    expect(() => coalitionGame(many, () => 0)).toThrow('has 1 to 12 players, whose coalitions are listed; not 13')
    expect(() => coalitionGame([], () => 0)).toThrow('not 0')
    expect(() => coalitionGame(['a', 'a'], () => 0)).toThrow('a stands twice')
    expect(() => coalitionGame(['a', 'b'], () => Number.NaN)).toThrow('the worth of a is NaN')
    expect(() => blockingCoalitions(gloves, { left: 1, right1: 0 })).toThrow('right2 gets undefined')
  })
})

describe('coalition', () => {
  /** What members of a public good can secure, if the others keep all to themselves: they put in all, where it pays. */
  const secured = (members: readonly string[]): number => members.length * 20 * Math.max(1, 1.6 * (members.length / 4))
  const instrument = coalition({ worth: (members) => secured(members) })
  const episodeOf = (minds: object) =>
    (play(scene(publicGoods, { params: { rounds: 1 }, minds: minds as never }), 'coalition') as Played).episode

  it('finds that full cooperation is in the core, and that free riding is blocked by all together', () => {
    const all = instrument.read(episodeOf({ player: unconditional() }), null) as readonly object[]
    expect(all).toHaveLength(4)
    for (const row of all)
      expect(row).toMatchObject({
        payoff: expect.closeTo(32, 10),
        shapley: expect.closeTo(32, 10),
        aboveShapley: expect.closeTo(0, 10),
        blocking: 0,
        inCore: true,
        strongest: null,
      })
    const none = instrument.read(episodeOf({ player: freeRider() }), null) as readonly { strongest: string }[]
    // Three together make 3 x 20 x 1.2 = 72 of their 60, and all four 128 of 80.
    expect(none[0]).toMatchObject({ blocking: 5, excess: expect.closeTo(48, 10), inCore: false })
    expect(none[0]!.strongest.split('+')).toHaveLength(4)
  })

  it('says who got more than it brings', () => {
    const rows = instrument.read(episodeOf({ player: unconditional(), player1: freeRider() }), null) as readonly {
      aboveShapley: number
      inCore: boolean
    }[]
    expect(rows[0]!.aboveShapley).toBeCloseTo(44 - 32, 10)
    expect(rows[1]!.aboveShapley).toBeCloseTo(24 - 32, 10)
    expect(rows[0]!.inCore).toBe(false)
  })

  it('breaks no promise of an instrument, and refuses misuse', async () => {
    const episode = episodeOf({ player: unconditional() })
    expect(await checkInstrument(instrument, [{ episode }])).toEqual([])
    expect(() => coalition({ worth: secured, among: ['judge'] }).read(episode, null)).toThrow(
      'pays no seat among judge',
    )
    const two = coalition({ worth: secured, among: ['player1', 'player2'] }).read(episode, null)
    expect(two).toHaveLength(2)
    const crowd = play(
      scene(publicGoods, { params: { players: 13, rounds: 1 }, minds: { player: freeRider() } }),
      'crowd',
    ) as Played
    expect(() => instrument.read(crowd.episode, null)).toThrow('1 to 12 players')
    const minds = { sender: honest(), receiver: bayesian() }
    const other = play(scene(bayesianPersuasion, { minds }), 'other') as Played
    const unpaid = [...other.episode.slice(0, -1), { ...other.episode.at(-1)!, payoff: null }] as typeof other.episode
    expect(() => instrument.read(unpaid, null)).toThrow('bayesian-persuasion has no payoffs')
  })
})
