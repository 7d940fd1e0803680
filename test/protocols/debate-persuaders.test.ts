import { type AnyMind, fork, scene } from 'suasion'
import {
  advocate,
  amateur,
  bayesianNetwork,
  cialdini,
  debate,
  manipulator,
  type Profile,
  planner,
  STRATEGIES,
  susceptibilityOf,
} from 'suasion/protocols/debate'
import { describe, expect, it } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'
import type { Argued } from '../../src/protocols/debate/hearing.ts'
import type { View } from '../../src/protocols/debate/view.ts'
import { answersOf, audience, type Params, probes, says, shift, strong } from './debate-stage.ts'

describe('persuaders', () => {
  const argued = (mind: AnyMind, params: Params = {}, seed = 'argued') =>
    audience(mind, bayesianNetwork() as AnyMind, seed, { rounds: 6, ...params }).episode.flatMap((event) =>
      event.kind === 'act' && event.seat === 'persuader'
        ? [event.act as unknown as Argued & { truthful: boolean }]
        : [],
    )

  it('never move: they hold what they argue', () => {
    for (const make of [amateur, advocate, cialdini, manipulator, planner]) {
      const minds = { participant: make() as AnyMind, opponent: says(strong) }
      for (const sides of ['participant-pro', 'participant-con'] as const) {
        const played = play(scene(debate, { params: { sides }, minds }), 'fixed', {
          probes: probes('participant'),
        }) as Played
        expect(new Set(answersOf(played, 'stance'))).toEqual(new Set([sides === 'participant-pro' ? 5 : 1]))
        expect(new Set(answersOf(played, 'belief')).size).toBe(1)
      }
    }
  })

  it('the advocate goes through logos, ethos and pathos, and tailors where it sees a profile', () => {
    expect(argued(advocate() as AnyMind).map(({ strategy }) => strategy)).toEqual([
      'logos',
      'ethos',
      'pathos',
      'logos',
      'ethos',
      'pathos',
    ])
    const firsts = new Set<string>()
    for (let seed = 0; seed < 20; seed++) {
      const here = scene(debate, {
        params: { form: 'audience', showProfile: 'opponent' },
        minds: { persuader: advocate(), listener: bayesianNetwork() },
      })
      const { episode } = play(here, `tailor ${seed}`) as Played
      const table = fork(here, episode, 0)
      const profile: Profile = (debate.view(table.state as never, 'persuader') as View).otherProfile!
      const suscept = susceptibilityOf(profile)
      const used = episode.flatMap((event) =>
        event.kind === 'act' && event.seat === 'persuader' ? [event.act as unknown as Argued] : [],
      )
      const force = ({ strategy }: Pick<Argued, 'strategy'>): number => {
        const { logos, ethos, pathos } = STRATEGIES[strategy].modes
        return logos * suscept.logos + ethos * suscept.ethos + pathos * suscept.pathos
      }
      const best = Math.max(
        ...Object.keys(STRATEGIES)
          .filter((s) => !STRATEGIES[s as 'logos'].manipulative)
          .map((s) => force({ strategy: s as 'logos' })),
      )
      expect(force(used[0]!)).toBe(best)
      expect(new Set(used.map(({ strategy }) => strategy)).size).toBe(4)
      for (const each of used) expect(STRATEGIES[each.strategy].manipulative).toBe(false)
      firsts.add(used[0]!.strategy)
    }
    expect(firsts.size).toBeGreaterThan(1)
  })

  it('cialdini rotates six principles; the manipulator lies as often as it is told; the amateur is weak', () => {
    expect(argued(cialdini() as AnyMind).map(({ strategy }) => strategy)).toEqual([
      'reciprocity',
      'commitment',
      'social-proof',
      'authority',
      'liking',
      'scarcity',
    ])
    const tactics = argued(manipulator({ lying: 0.3 }) as AnyMind, { rounds: 100 }).concat(
      argued(manipulator({ lying: 0.3 }) as AnyMind, { rounds: 100 }, 'more'),
    )
    for (const { strategy } of tactics) expect(STRATEGIES[strategy].family).toBe('manipulation')
    const lies = tactics.filter(({ truthful }) => !truthful).length / tactics.length
    expect(Math.abs(lies - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / 200))
    const weak = argued(amateur() as AnyMind, { rounds: 100 })
    expect(new Set(weak.map(({ strategy }) => strategy)).size).toBeGreaterThan(10)
    for (const { strength, strategy } of weak) {
      expect(strength >= 0.2 && strength < 0.5).toBe(true)
      expect(STRATEGIES[strategy].manipulative).toBe(false)
    }
  })

  it('the planner moves its listener more than the amateur, and more with the profile than without', () => {
    const mean = (persuader: AnyMind, params: Params = {}): number => {
      const shifts = Array.from({ length: 60 }, (_, i) =>
        shift(persuader, bayesianNetwork() as AnyMind, `plan ${i}`, params),
      )
      return shifts.reduce((a, b) => a + b) / shifts.length
    }
    const [blind, informed] = [mean(planner() as AnyMind), mean(planner() as AnyMind, { showProfile: 'opponent' })]
    expect(blind).toBeGreaterThan(mean(amateur() as AnyMind))
    expect(informed).toBeGreaterThan(blind)
    expect(mean(advocate() as AnyMind, { showProfile: 'opponent' })).toBeGreaterThan(mean(advocate() as AnyMind))
    const down = { sides: 'participant-pro', showProfile: 'opponent' } as const
    expect(mean(planner() as AnyMind, down)).toBeLessThan(mean(advocate() as AnyMind, down))
    expect(mean(advocate() as AnyMind, down)).toBeLessThan(0)
  })

  it('the planner does not repeat itself where repeats are damped away', () => {
    const plan = argued(planner({ repetition: 0 }) as AnyMind, { showProfile: 'opponent' })
    expect(new Set(plan.map(({ strategy, claim }) => `${strategy} ${claim}`)).size).toBe(plan.length)
  })
})
