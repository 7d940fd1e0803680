import { advance, begin, luckOf, scene } from 'suasion'
import {
  bayesChoice,
  bayesian,
  catalogue,
  closedForms,
  constant,
  expectedReward,
  firstBelief,
  follows,
  herdOutcome,
  independent,
  landmarks,
  leastCurvature,
  myopic,
  nobody,
  optimal,
  planFor,
  precisionCost,
  type Steering,
  scoredBy,
  signalChance,
  steeringTheHerd,
  uneven,
  updated,
} from 'suasion/protocols/steering-the-herd'
import { describe, expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { type Played, play } from '../../src/lab/driver.ts'
import { valueIteration } from '../../src/solvers/value-iteration.ts'

const paper: Steering = { planner: 'altruistic', baseline: 0.6, cost: 'linear', slope: 0.5, stake: 1, discount: 0.9 }
const biased: Steering = { ...paper, planner: 'biased', baseline: 0.7, slope: 1, discount: 0 }
const step = 0.001 + 1e-9
type Scene = Parameters<typeof scene<typeof steeringTheHerd>>[1]
const outcomes = (options: Scene, runs: number) => {
  const stage = scene(steeringTheHerd, options)
  return Array.from({ length: runs }, (_, k) => {
    const { episode } = play(stage, `run ${k}`) as Played
    return herdOutcome().read(episode, null) as { payoff: number; right: number; choseG: number; world: string }
  })
}
const meanOf = (x: readonly number[]) => x.reduce((sum, value) => sum + value, 0) / x.length
const errorOf = (x: readonly number[]) => Math.sqrt(meanOf(x.map((value) => (value - meanOf(x)) ** 2)) / x.length)

describe('steering the herd', () => {
  it('passes the conformance kit with its minds', async () => {
    const minds = Object.values(catalogue.minds).map((make) => make())
    expect(await checkProtocol(steeringTheHerd, { minds, seeds: 24 })).toEqual([])
    for (const mind of minds) expect(await checkMind(steeringTheHerd, mind, { others: minds, seeds: 10 })).toEqual([])
  })

  it('moves beliefs as a martingale, by Bayes, and only where signals are followed', () => {
    const luck = luckOf('beliefs').of('draw')
    for (let k = 0; k < 500; k++) {
      const [b, q] = [luck.uniform(), 0.5 + luck.uniform() / 2]
      const [up, down] = [updated(b, q, true), updated(b, q, false)]
      if (!follows(b, q)) {
        expect([up, down]).toEqual([b, b])
        for (const signal of [true, false]) expect(bayesChoice(b, q, signal)).toBe(b > q)
        continue
      }
      const p = signalChance(b, q)
      expect(p * up + (1 - p) * down).toBeCloseTo(b, 12)
      expect(up).toBeCloseTo((q * b) / (1 + 2 * b * q - b - q), 12)
      expect(down).toBeCloseTo(((1 - q) * b) / (b + q - 2 * b * q), 12)
      expect(bayesChoice(b, q, true)).toBe(true)
    }
    expect(follows(0.4, 0.6)).toBe(true)
    expect(updated(0.65, 0.65, false)).toBeCloseTo(0.5, 15)
  })

  it('buys certainty from the closed-form belief on, and is convex there', () => {
    for (const [change, edge, middle] of [
      [{}, 0.02, -0.2],
      [{ slope: 1.5 }, 0.06, -0.6],
      [{ baseline: 0.7, slope: 1 }, 0.03, -0.3],
      [{ baseline: 0.65, slope: 0.3, discount: 0.8 }, 0.021, -0.105],
      [{ baseline: 0.65, slope: 0.8, discount: 0 }, 0.28, -0.28],
    ] as const) {
      const steering = { ...paper, ...change }
      const plan = planFor(steering)
      expect(closedForms(steering).full).toBeCloseTo(edge, 12)
      expect(Math.abs(firstBelief(plan, (q) => q > steering.baseline)! - edge)).toBeLessThan(step)
      expect(Math.abs(firstBelief(plan, (q) => q === 1)! - edge)).toBeLessThan(step)
      expect(plan.valueAt(0.5)).toBeCloseTo(middle, 9)
      expect(plan.valueAt(0.5)).toBeCloseTo(-precisionCost(steering, 1), 9)
      expect(leastCurvature(plan)).toBeGreaterThan(-1e-9)
    }
  })

  it('finds the bands of quadratic costs', () => {
    const quadratic = { ...paper, cost: 'quadratic' } as const
    const four = planFor({ ...quadratic, slope: 4 })
    const enough = (q: number, b: number) => q > 0.6 && Math.abs(q - Math.max(b, 1 - b)) < 1e-5
    expect(Math.abs(firstBelief(four, enough)! - 0.063)).toBeLessThan(step)
    expect(Math.abs(firstBelief(four, (q) => q === 1)! - 0.089)).toBeLessThan(step)
    expect(four.valueAt(0.5)).toBeCloseTo(-0.64, 9)
    for (const i of [100, 300, 450]) expect(four.valueAt(i / 1000)).toBeCloseTo(four.valueAt(1 - i / 1000), 9)
    expect(leastCurvature(four)).toBeGreaterThan(-1e-4)
    const ten = planFor({ ...quadratic, slope: 10 })
    for (const [known, found] of [
      [0.134, firstBelief(ten, (q) => q > 0.6)],
      [0.215, firstBelief(ten, (q, b) => q > Math.max(b, 1 - b) + 1e-4)],
      [0.268, firstBelief(ten, (q) => q === 1)],
    ] as const)
      expect(Math.abs(found! - known)).toBeLessThan(step)
    const now = { ...quadratic, discount: 0 }
    expect(closedForms({ ...now, slope: 1 }).myopicFull).toBeCloseTo(0.16, 12)
    expect(Math.abs(firstBelief(planFor({ ...now, slope: 1 }), (q) => q === 1)! - 0.16)).toBeLessThan(step)
    expect(closedForms({ ...now, slope: 4 }).myopicFull).toBe(0.5)
    // Inside, the cost of the margin equals its gain: 2 slope (q - p) = stake, so q = .725 and the value is -.3375.
    const inside = planFor({ ...now, slope: 4 })
    expect(inside.precisionAt(0.5)).toBeCloseTo(0.725, 9)
    expect(inside.valueAt(0.5)).toBeCloseTo(-0.3375, 9)
    expect(Math.abs(firstBelief(inside, (q) => q > 0.6)! - 0.338)).toBeLessThan(step)
  })

  it('gives up, tries once more and obfuscates where a biased planner should', () => {
    const low = planFor(biased)
    // The root of 2 b (1 - b) = k (1 - b - p).
    const root = (3 - Math.sqrt(9 - 8 * 0.3)) / 4
    expect(root).toBeCloseTo(0.107738, 6)
    expect(Math.abs(firstBelief(low, (q) => q !== 0.7)! - root)).toBeLessThan(step)
    expect(low.precisionAt(0.2)).toBeCloseTo(0.8, 5)
    expect(low.precisionAt(0.4)).toBe(0.7)
    expect(low.precisionAt(0.6)).toBeCloseTo(0.6, 5)
    expect(low.precisionAt(0.6)).toBeLessThan(0.6)
    expect(low.precisionAt(0.75)).toBe(0.7)
    for (const [slope, edge] of [
      [1, 0.5],
      [2, 0.5],
      [3, 0.538462],
      [4, 0.583333],
      [5, 0.608696],
    ] as const) {
      expect(closedForms({ ...biased, slope }).obfuscate).toBeCloseTo(edge, 6)
      const hides = firstBelief(planFor({ ...biased, slope }), (q, b) => b >= 0.5 && q < b && q < 0.7 - 1e-9)
      expect(Math.abs(hides! - edge)).toBeLessThan(step)
    }
    for (const [slope, known] of [
      [0.1, 0.004],
      [0.3, 0.011],
      [0.8, 0.03],
    ] as const) {
      const plan = planFor({ ...biased, baseline: 0.65, slope, discount: 0.8 })
      expect(Math.abs(firstBelief(plan, (q) => q !== 0.65)! - known)).toBeLessThan(step)
    }
    const plan = planFor({ ...biased, baseline: 0.65, slope: 0.3, discount: 0.8 })
    expect(landmarks(plan)).toMatchObject({
      raises: 0.011,
      certain: null,
      hides: 0.500001,
      curvature: leastCurvature(plan),
    })
    expect(leastCurvature(plan)).toBeLessThan(-0.1)
    expect(closedForms(biased).full).toBeNull()
    expect(closedForms(paper).obfuscate).toBeNull()
  })

  it('agrees with value iteration over the same beliefs made without it', () => {
    const steering = { ...paper, slope: 1.5 }
    const n = 101
    const at = (belief: number): [number, number][] => {
      const low = Math.min(n - 2, Math.floor(belief * (n - 1)))
      const share = belief * (n - 1) - low
      return [
        [low, 1 - share],
        [low + 1, share],
      ]
    }
    const acts = Array.from({ length: n }, (_, i) => {
      const belief = i / (n - 1)
      const enough = Math.max(belief, 1 - belief)
      const listed = [0.6, enough, ...Array.from({ length: 41 }, (_, k) => 0.6 + k / 100)].filter((q) => q >= 0.6)
      return listed.map((q) => {
        const p = signalChance(belief, q)
        const moves = follows(belief, q)
          ? [
              ...at(updated(belief, q, true)).map(([to, w]) => [to, w * p]),
              ...at(updated(belief, q, false)).map(([to, w]) => [to, w * (1 - p)]),
            ]
          : [[i, 1]]
        return { to: moves as [number, number][], reward: expectedReward(steering, belief, q) }
      })
    })
    const { values } = valueIteration({
      transitions: acts.map((each) => each.map(({ to }) => to)),
      rewards: acts.map((each) => each.map(({ reward }) => reward)),
      discount: steering.discount,
    })
    const plan = planFor(steering)
    for (let i = 0; i < n; i++) expect(Math.abs(values[i]! - plan.valueAt(i / (n - 1)))).toBeLessThan(5e-3)
  })

  it('is not convex where precision is too dear: the value of free learning jumps at the edge of the herd', () => {
    // Without a planner, by hand for p = .65 and discount .8: V(.65) = -.9679 / .7088, and beyond it -.349 / .2.
    const dear = planFor({ ...paper, baseline: 0.65, slope: 1000, discount: 0.8 })
    const inner = (-0.35 - 0.8 * 0.545 * 1.125 - 0.8 * 0.455 * 0.35) / (1 - 0.64 * 0.455)
    expect(dear.valueAt(0.65)).toBeCloseTo(inner, 2)
    expect(dear.valueAt(0.67)).toBeCloseTo(-0.33 / 0.2, 2)
    expect(leastCurvature(dear)).toBeLessThan(-0.1)
    expect(leastCurvature(planFor({ ...paper, baseline: 0.65, slope: 5, discount: 0.8 }))).toBeLessThan(-1e-3)
  })

  it('is worth in play what the plan says', () => {
    const params = { ...paper, slope: 1.5, agents: 90 }
    for (const prior of [0.05, 0.3, 0.5]) {
      const got = outcomes({ params: { ...params, prior }, minds: { planner: optimal(), agent: bayesian() } }, 400)
      const planner = got.map(({ payoff }) => payoff)
      const value = planFor(params).valueAt(prior)
      expect(Math.abs(meanOf(planner) - value)).toBeLessThan(3 * errorOf(planner) + 1e-3)
    }
    const dear = { ...params, cost: 'quadratic', slope: 4, discount: 0 } as const
    const [best, none] = [myopic(), nobody()].map((planner) =>
      meanOf(
        outcomes({ params: { ...dear, agents: 1 }, minds: { planner, agent: bayesian() } }, 4000).map(
          ({ payoff }) => payoff,
        ),
      ),
    )
    expect(best!).toBeCloseTo(-0.3375, 1)
    expect(best!).toBeGreaterThan(none!)
    const wild: Steering = { ...paper, planner: 'biased', slope: 0.3, baseline: 0.65, discount: 0.8 }
    const altruistic: Steering = { ...wild, planner: 'altruistic' }
    const scored = scoredBy(planFor(wild), altruistic)
    for (const [i, value] of planFor(altruistic).values.entries()) expect(scored[i]!).toBeLessThanOrEqual(value + 1e-9)
  })

  it('locks the herd in on G as often as the product of the beliefs says', () => {
    const params = {
      planner: 'biased',
      baseline: 0.65,
      slope: 0.3,
      discount: 0.8,
      prior: 0.2,
      world: 'B',
      agents: 40,
    } as const
    const got = outcomes({ params, minds: { planner: optimal(), agent: bayesian() } }, 800)
    const locked = got.filter(({ choseG }) => choseG > 0.5).length / 800
    let [stays, belief] = [1, 0.2]
    // It stops trying below the belief of .011.
    while (belief >= 0.011) {
      stays *= 1 - belief
      belief = belief ** 2 / (belief ** 2 + (1 - belief) ** 2)
    }
    expect(Math.abs(locked - (1 - stays))).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 800))
    for (const each of got) expect(each.world).toBe('B')
  })

  it('lets uneven weighing widen the following, and signals alone be right as often as they are precise', () => {
    const minds = { planner: nobody(), agent: independent() }
    const alone = outcomes({ params: { ...paper, agents: 50 }, minds }, 60)
    expect(meanOf(alone.map(({ right }) => right))).toBeCloseTo(0.6, 1)
    const certain = outcomes({ params: { ...paper, agents: 5 }, minds: { planner: constant(), agent: bayesian() } }, 20)
    for (const { right } of certain) expect(right).toBe(1)
    const herd = (agent: ReturnType<typeof uneven>) =>
      outcomes({ params: { ...paper, agents: 60 }, minds: { planner: nobody(), agent } }, 60)
    const spread = (got: ReturnType<typeof outcomes>) => meanOf(got.map(({ choseG }) => Math.min(choseG, 1 - choseG)))
    expect(spread(herd(uneven({ margin: 0.2 })))).toBeGreaterThan(spread(herd(bayesian())))
    expect(herd(uneven({ consistent: 1, contradicting: 1, margin: 0 }))).toEqual(herd(bayesian()))
  })

  it('goes on without a planner or an agent, and refuses bad input', () => {
    const stage = scene(steeringTheHerd, { params: { agents: 3 }, minds: { planner: optimal(), agent: bayesian() } })
    const start = begin(stage, { key: 'gone' }).table
    const act = (move: object) => ({ act: move }) as never
    for (const precision of [0.59, 1.01, Number.NaN, '0.7', null])
      expect(advance(stage, start, { planner: act({ move: 'steer', precision }) }).events[0]!.kind).toBe('fault')
    const alone = advance(stage, start, { planner: { absent: 'left' } as never }).table
    expect(steeringTheHerd.turn(alone.state as never).ask).toEqual(['agent1'])
    const passed = advance(stage, alone, { agent1: { absent: 'late' } as never }).table
    expect(steeringTheHerd.turn(passed.state as never).ask).toEqual(['agent2'])
    const view = steeringTheHerd.view(passed.state as never, 'agent2')
    expect(view.game.history).toEqual([{ precision: 0.6, option: null, belief: 0.5 }])
    expect(view.signal).not.toBeNull()
    expect(steeringTheHerd.view(passed.state as never, 'agent3').signal).toBeNull()
    for (const params of [{ baseline: 0.4 }, { discount: 1 }, { stake: 0 }, { slope: Number.NaN }, { agents: 0 }])
      expect(() => scene(steeringTheHerd, { params, minds: { planner: optimal(), agent: bayesian() } })).toThrow(
        Object.keys(params)[0]!,
      )
    expect(() => planFor({ ...paper, discount: 1 })).toThrow('from 0 to below 1, not 1')
    expect(() => constant({ precision: 0.2 })).toThrow('precision')
    expect(() => uneven({ margin: Number.NaN })).toThrow('margin')
    expect(() => herdOutcome().read([{ kind: 'open', format: 1, protocol: 'kuhn-poker' }] as never, null)).toThrow(
      'kuhn-poker',
    )
  })
})
