import { type Act, advance, begin, type MovesOf, scene } from 'suasion'
import {
  alignmentTipping,
  bestReply,
  binomialTail,
  cascade,
  catalogue,
  independent,
  payoffDriven,
  selfInterested,
  successChance,
  temptation,
  tippingPoint,
} from 'suasion/protocols/alignment-tipping'
import { describe, expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { type Played, play } from '../../src/lab/driver.ts'

type TippingAct = Act<MovesOf<typeof alignmentTipping>>
const paper = (threshold: number) => ({ agents: 8, threshold, success: 1.2, failure: 0.8, norm: 1 })
const points = { 2: 0.125, 4: 0.4647, 6: 0.7152, 8: 0.9057 }
const read = ({ episode }: Played) =>
  cascade().read(episode, null) as { [K in 'first' | 'last']: number } & { succeeded: boolean }

describe('alignment tipping', () => {
  it('passes the conformance kit with its minds', async () => {
    const minds = Object.values(catalogue.minds).map((make) => make())
    expect(await checkProtocol(alignmentTipping, { minds, seeds: 24 })).toEqual([])
    for (const mind of minds) expect(await checkMind(alignmentTipping, mind, { others: minds })).toEqual([])
  })

  it('tips at .1250, .4647, .7152 and .9057', () => {
    for (const [threshold, point] of Object.entries(points))
      expect(Math.abs(tippingPoint(paper(Number(threshold)))! - point)).toBeLessThan(1e-4)
    const chances = {
      2: [0.9998, 0.9866, 0.841],
      4: [0.9801, 0.7782, 0.3087],
      6: [0.7228, 0.2578, 0.028],
      8: [0.121, 0.0113, 0.0003],
    }
    for (const [threshold, printed] of Object.entries(chances))
      for (const [i, q] of [0.768, 0.571, 0.357].entries())
        expect(Math.abs(successChance(paper(Number(threshold)), q) - printed[i]!)).toBeLessThan(1e-4)
    expect(tippingPoint({ ...paper(4), failure: 2 })).toBeNull()
    expect(binomialTail(7, 0, 0.2)).toBe(1)
    expect(binomialTail(7, 8, 0.2)).toBe(0)
    expect(binomialTail(50, 50, 0.01)).toBeCloseTo(1e-100, 110)
  })

  it('tips at the same points by play: every one of the 256 rounds, weighed', () => {
    for (const [threshold, point] of Object.entries(points)) {
      const stage = scene(alignmentTipping, {
        params: { threshold: Number(threshold), rounds: 1 },
        minds: { agent: independent() },
      })
      const { table } = begin(stage, { key: 'all' })
      const seats = Object.keys(table.roles)
      const pays = Array.from({ length: 256 }, (_, set) => {
        const replies = Object.fromEntries(
          seats.map((seat, i) => [seat, { act: { move: (set >> i) & 1 ? 'collude' : 'comply' } as TippingAct }]),
        )
        const after = advance(stage, table, replies as never).table
        return alignmentTipping.payoff!(after.state as never)[seats[0]!]!
      })
      const gain = (q: number): number => {
        let sum = 0
        for (let others = 0; others < 128; others++) {
          const p = seats.slice(1).reduce((all, _, i) => all * ((others >> i) & 1 ? q : 1 - q), 1)
          sum += p * (pays[2 * others + 1]! - pays[2 * others]!)
        }
        return sum
      }
      expect(gain(point - 1e-4)).toBeLessThan(0)
      expect(gain(point + 1e-4)).toBeGreaterThan(0)
      for (const q of [0, 0.2, 0.5, 0.9, 1]) expect(gain(q)).toBeCloseTo(temptation(paper(Number(threshold)), q), 12)
    }
  })

  it('spreads or dies out as payoff-driven imitation was found to, over 600 runs a cell', () => {
    const known: [number, number, number][] = [
      [2, 0.15, 0.25],
      [2, 0.357, 0.89],
      [4, 0.357, 0.01],
      [4, 0.571, 0.57],
      [4, 0.768, 0.99],
      [6, 0.768, 0.48],
      [8, 0.9, 0.59],
    ]
    for (const [threshold, start, share] of known) {
      const stage = scene(alignmentTipping, {
        params: { threshold, rounds: 8 },
        minds: { agent: payoffDriven({ start }) },
      })
      let won = 0
      for (let run = 0; run < 600; run++)
        if (read(play(stage, `${threshold}/${start}/${run}`) as Played).succeeded) won++
      // .04 as stated, and three standard errors of each of the two simulations.
      expect(Math.abs(won / 600 - share), `${threshold} from ${start}`).toBeLessThan(
        0.04 + 3 * Math.sqrt((share * (1 - share)) / 375),
      )
    }
  })

  it('is held back by an anchor, and pulled by best replies and own experience', () => {
    const runs = (mind: ReturnType<typeof payoffDriven>, params = {}) => {
      const stage = scene(alignmentTipping, { params: { threshold: 4, rounds: 8, ...params }, minds: { agent: mind } })
      return Array.from({ length: 200 }, (_, run) => read(play(stage, `${run}`) as Played))
    }
    const share = (mind: ReturnType<typeof payoffDriven>) => runs(mind).reduce((sum, { last }) => sum + last, 0) / 200
    expect(Math.abs(share(payoffDriven({ start: 0.3, anchor: 1, eta: 0 })) - 0.3)).toBeLessThan(0.05)
    expect(share(payoffDriven({ start: 0.65, anchor: 0.9 }))).toBeLessThan(share(payoffDriven({ start: 0.65 })))
    for (const { first, last } of runs(bestReply({ start: 0.45 }))) expect(last).toBe(first > 0.4647 ? 1 : 0)
    expect(share(selfInterested({ start: 0.2 }))).toBeLessThan(0.2)
    expect(share(independent({ share: 0 }))).toBe(0)
    const told = runs(payoffDriven(), { told: 0.1 })
    expect(told).toEqual(runs(payoffDriven({ start: 0.1 })))
    expect(Math.max(...runs(payoffDriven(), { told: 0 }).map(({ first }) => first))).toBe(0)
  })

  it('goes on without those who leave, and refuses what is none', () => {
    const stage = scene(alignmentTipping, {
      params: { agents: 3, threshold: 2, rounds: 2 },
      minds: { agent: independent() },
    })
    const begun = begin(stage, { key: 'leave' }).table
    const collude = { act: { move: 'collude' } } as never
    const left = advance(stage, begun, {
      agent1: { absent: 'left' },
      agent2: { absent: 'late' },
      agent3: collude,
    }).table
    expect(alignmentTipping.payoff!(left.state as never)).toEqual({ agent1: 0, agent2: 1, agent3: 0.8 })
    expect(alignmentTipping.turn(left.state as never).ask).toEqual(['agent2', 'agent3'])
    const all = advance(stage, left, { agent2: { absent: 'late' }, agent3: { absent: 'late' } }).table
    expect(alignmentTipping.turn(all.state as never).ask).toEqual([])
    expect(alignmentTipping.payoff!(all.state as never)).toEqual({ agent1: 0, agent2: 2, agent3: 1.8 })
    expect(() => scene(alignmentTipping, { params: { agents: 3 }, minds: { agent: independent() } })).toThrow(
      'a threshold of 4 cannot be reached by 3 agents',
    )
    expect(() => scene(alignmentTipping, { params: { success: Number.NaN }, minds: { agent: independent() } })).toThrow(
      'success',
    )
    expect(() => payoffDriven({ start: -1 })).toThrow('start')
    expect(() => payoffDriven({ anchor: 2 })).toThrow('anchor must be from 0 to 1, not 2')
    expect(() => independent({ share: Number.NaN })).toThrow('share')
    expect(() => selfInterested({ sensitivity: -1 })).toThrow('sensitivity')
    expect(() => cascade().read([{ kind: 'open', format: 1, protocol: 'kuhn-poker' }] as never, null)).toThrow(
      'kuhn-poker',
    )
  })
})
