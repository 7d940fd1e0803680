import { luckOf, scene } from 'suasion'
import {
  babbling,
  bayesian,
  bayesianPersuasion,
  bestScheme,
  catalogue,
  effective,
  gullible,
  honest,
  optimal,
  payoffsOf,
  persuasionOutcome,
  posterior,
  STORIES,
  sceptical,
  schemeValue,
} from 'suasion/protocols/bayesian-persuasion'
import { describe, expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { type Played, play } from '../../src/lab/driver.ts'
import { concavification } from '../../src/solvers/persuasion.ts'

type Params = NonNullable<Parameters<typeof scene<typeof bayesianPersuasion>>[1]['params']>
type Minds = Parameters<typeof scene<typeof bayesianPersuasion>>[1]['minds']
const outcome = (minds: Minds, params: Params = {}, key = 'key') => {
  const { episode } = play(scene(bayesianPersuasion, { params, minds }), key) as Played
  return persuasionOutcome().read(episode, null) as ReturnType<typeof read>
}
declare const read: () => Exclude<ReturnType<ReturnType<typeof persuasionOutcome>['read']>, readonly unknown[]>
const stories = Object.keys(STORIES) as (keyof typeof STORIES)[]

describe('bayesian persuasion', () => {
  it('passes the conformance kit with its minds', async () => {
    const minds = Object.values(catalogue.minds).map((make) => make())
    expect(await checkProtocol(bayesianPersuasion, { minds, seeds: 24 })).toEqual([])
    for (const mind of minds) expect(await checkMind(bayesianPersuasion, mind, { others: minds })).toEqual([])
  })

  it('finds the known best schemes, and the same value as concavification everywhere', () => {
    for (const [prior, threshold, x, value] of [
      [0.3, 0.5, 0.428571, 0.6],
      [0.3, 0.7, 0.183673, 0.428571],
      [0.2, 0.6, 0.166667, 0.333333],
      [0.45, 0.5, 0.818182, 0.9],
    ] as const) {
      const best = bestScheme({ story: 'prosecutor', prior, threshold, kept: 1 })
      expect(best.ifGood).toBe(1)
      expect(best.ifBad).toBeCloseTo(x, 6)
      expect(best.value).toBeCloseTo(value, 6)
    }
    const luck = luckOf('problems').of('draw')
    for (let k = 0; k < 200; k++) {
      const problem = {
        story: luck.pick(stories),
        prior: luck.uniform(),
        threshold: 0.02 + 0.96 * luck.uniform(),
        kept: 1,
      }
      const { sender, receiver } = payoffsOf(problem.story, problem.threshold)
      const solved = concavification({ prior: [1 - problem.prior, problem.prior], sender, receiver })
      expect(bestScheme(problem).value).toBeCloseTo(solved.value, 9)
    }
  })

  it('knows how much doubt an announcement bears', () => {
    // The posterior after praise is prior / (prior + (1 - prior)(kept x + 1 - kept)): nothing helps once 1 - kept exceeds x*.
    for (const kept of [0.9, 0.7, 0.6]) {
      const best = bestScheme({ story: 'offer', prior: 0.3, threshold: 0.5, kept })
      expect(best.ifBad).toBeCloseTo((3 / 7 - (1 - kept)) / kept, 9)
      expect(best.value).toBeCloseTo(0.6, 9)
    }
    // Praise persuades nobody then, but blame does: it never comes from an announcement that was not kept.
    const doubted = { story: 'offer', prior: 0.3, threshold: 0.5, kept: 0.5 } as const
    for (const ifBad of [0, 0.2, 0.5, 1]) expect(schemeValue(doubted, { ifGood: 1, ifBad })).toBe(0)
    const turned = bestScheme(doubted)
    expect(turned).toMatchObject({ ifGood: 0, value: expect.closeTo(0.3, 9) })
    expect(posterior(0.3, effective(turned, 0.5), false)).toBeCloseTo(0.5, 9)
    const problem = { story: 'medicine', prior: 0.2, threshold: 0.6, kept: 0.8 } as const
    let grid = 0
    for (let i = 0; i <= 200; i++)
      for (let j = 0; j <= 200; j++) grid = Math.max(grid, schemeValue(problem, { ifGood: i / 200, ifBad: j / 200 }))
    expect(bestScheme(problem).value).toBeGreaterThanOrEqual(grid - 1e-9)
    expect(bestScheme(problem).value).toBeLessThan(grid + 0.02)
    expect(posterior(0.3, { ifGood: 1, ifBad: 3 / 7 }, true)).toBeCloseTo(0.5, 12)
    expect(posterior(0.3, { ifGood: 1, ifBad: 1 }, false)).toBe(0.3)
  })

  it('plays as theory says: convicted .6, and beliefs that average to the prior', () => {
    const rounds = 1000
    const best = outcome({ sender: optimal(), receiver: bayesian() }, { rounds })
    expect(Math.abs(best.accepted - 0.6)).toBeLessThan(4 * Math.sqrt(0.24 / rounds))
    expect(Math.abs(best.belief! - 0.3)).toBeLessThan((4 * 0.25) / Math.sqrt(rounds))
    const truthful = outcome({ sender: honest(), receiver: bayesian() }, { rounds })
    expect(truthful.accepted).toBe(truthful.favourable)
    expect(Math.abs(truthful.accepted - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / rounds))
    expect(outcome({ sender: babbling({ rate: 1 }), receiver: bayesian() }, { rounds }).accepted).toBe(0)
    expect(outcome({ sender: babbling({ rate: 1 }), receiver: bayesian() }, { rounds, prior: 0.5 }).accepted).toBe(1)
    const middle = outcome({ sender: optimal(), receiver: bayesian() }, { rounds, story: 'medicine', prior: 0.1 })
    expect(middle.accepted).toBe(0)
    expect(middle.sender).toBeCloseTo(0.3, 1)
  })

  it('orders the receivers: gullible, Bayesian, sceptical', () => {
    for (const params of [{ rounds: 200 }, { rounds: 200, commitment: false }, { rounds: 200, kept: 0.8 }]) {
      const accepted = [gullible(), bayesian(), sceptical()].map(
        (receiver) => outcome({ sender: optimal(), receiver }, params).accepted,
      )
      expect(accepted[0]!).toBeGreaterThanOrEqual(accepted[1]!)
      expect(accepted[1]!).toBeGreaterThanOrEqual(accepted[2]!)
      expect(accepted[0]!).toBeGreaterThan(accepted[2]!)
    }
  })

  it('is not believed without commitment once a lie has come out', () => {
    const talk = { commitment: false, rounds: 50 }
    const lied = play(
      scene(bayesianPersuasion, { params: talk, minds: { sender: optimal(), receiver: bayesian({ honesty: 0.9 }) } }),
      'lie',
    ) as Played
    const actions = lied.episode.flatMap((event) =>
      event.kind === 'act' && event.seat === 'receiver' ? [event.act['action']] : [],
    )
    expect(actions[0]).toBe('accept')
    expect(actions.slice(actions.indexOf('refuse'))).toEqual(Array(50 - actions.indexOf('refuse')).fill('refuse'))
    const told = outcome({ sender: honest(), receiver: bayesian({ honesty: 0.9 }) }, talk)
    expect(told.accepted).toBe(told.favourable)
    expect(told.belief).toBeNull()
  })

  it('hides the state from the receiver, and keeps it fixed over arms that share luck', () => {
    const stage = scene(bayesianPersuasion, {
      params: { commitment: false },
      minds: { sender: honest(), receiver: gullible() },
    })
    const states = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => {
      const state = bayesianPersuasion.start(stage.params as never, {}, luckOf(`${k}`))
      expect(bayesianPersuasion.view(state, 'receiver').good).toBeNull()
      expect(bayesianPersuasion.view(state, 'sender').good).toBe(state.good)
      return state.good
    })
    expect(new Set(states).size).toBe(2)
    const truth = (params: Params, key: string) => {
      const params_ = bayesianPersuasion.params.parse(params)
      return bayesianPersuasion.start(params_, {}, luckOf(key)).good
    }
    for (const key of ['a', 'b', 'c', 'd'])
      expect(truth({ commitment: true }, key)).toBe(truth({ commitment: false }, key))
  })

  it('refuses what is no scheme, no share and no parameter', () => {
    expect(() => babbling({ rate: 2 })).toThrow('rate must be from 0 to 1, not 2')
    expect(() => bayesian({ honesty: Number.NaN })).toThrow('honesty')
    expect(() => sceptical({ trust: -1 })).toThrow('trust')
    const minds = { sender: optimal(), receiver: gullible() }
    for (const params of [{ prior: 1.1 }, { threshold: 0 }, { rounds: 0 }, { kept: Number.NaN }, { story: 'none' }])
      expect(() => scene(bayesianPersuasion, { params: params as never, minds })).toThrow(Object.keys(params)[0]!)
    for (const prior of [0, 1]) expect(outcome(minds, { prior }).rounds).toBe(1)
    const other = [{ kind: 'open', format: 1, protocol: 'kuhn-poker' }] as never
    expect(() => persuasionOutcome().read(other, null)).toThrow('this log is of kuhn-poker')
  })
})
