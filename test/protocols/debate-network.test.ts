import fc from 'fast-check'
import { luckOf } from 'suasion'
import { describe, expect, it } from 'vitest'
import { PERSONAS, personaOf } from '../../src/protocols/debate/bayesian-network.ts'
import { atomsOf, hearArgument, repeatsOf } from '../../src/protocols/debate/hearing.ts'
import {
  drawNetwork,
  forceOf,
  influence,
  likelihoodRatio,
  marginal,
  starNetwork,
  TARGET,
  update,
} from '../../src/protocols/debate/network.ts'
import { ATTRIBUTES, dealProfile, LINK, susceptibilityOf } from '../../src/protocols/debate/profile.ts'
import { STRATEGY_NAMES } from '../../src/protocols/debate/strategies.ts'

describe('the Bayesian network of a persuadee', () => {
  // One premise and the target: not/not .3, premise alone .1, target alone .2, both .4.
  const small = [0.3, 0.1, 0.2, 0.4]
  const premise = { node: 0, support: 0.8, relevance: 1 }

  it('has the likelihood ratio of the source: 1.6 at specific 1 and support .8', () => {
    expect(likelihoodRatio(1, 0.8)).toBeCloseTo(1.6, 12)
    expect(likelihoodRatio(1, 0.2)).toBeCloseTo(1 / 1.6, 12)
    expect(likelihoodRatio(1, 0.5)).toBe(1)
    expect(forceOf({ logos: 3, ethos: 1, pathos: 0 }, PERSONAS.balanced, 2)).toBeCloseTo(4.8, 12)
  })

  it('updates a small table as by hand', () => {
    // d = .4/.5 - .2/.5 = .4 > 0: .1 and .4 times 1.6, over 1.3.
    expect(influence(small, 0)).toBeCloseTo(0.4, 12)
    const after = update(small, premise, 1, 3)
    for (const [i, p] of [0.3, 0.16, 0.2, 0.64].entries()) expect(after[i]).toBeCloseTo(p / 1.3, 12)
    // An atom on the target: .2 and .4 times 1.6, over 1.36.
    expect(marginal(update(small, { ...premise, node: 1 }, 1, 3), 1)).toBeCloseTo(0.96 / 1.36, 12)
    // An atom on the edge: only the state with both.
    expect(marginal(update(small, { ...premise, node: 1, from: 0 }, 1, 3), 1)).toBeCloseTo(0.84 / 1.24, 12)
    // The goal is down: the ratio turns round.
    expect(update(small, premise, -1, 3)[3]).toBeCloseTo(0.4 / 1.6 / (0.5 + 0.5 / 1.6), 12)
  })

  it('turns support round at a premise that speaks against the target', () => {
    const against = [0.2, 0.4, 0.3, 0.1]
    expect(influence(against, 0)).toBeCloseTo(-0.4, 12)
    const after = update(against, premise, 1, 3)
    expect(after[1]).toBeCloseTo(0.4 / 1.6 / (0.5 + 0.5 / 1.6), 12)
    expect(marginal(after, 1)).toBeGreaterThan(marginal(against, 1))
    expect(marginal(update(against, premise, -1, 3), 1)).toBeLessThan(marginal(against, 1))
  })

  it('skips an atom in the dead zone, and never one on the target', () => {
    const flat = [0.25, 0.25, 0.245, 0.255]
    expect(Math.abs(influence(flat, 0))).toBeLessThanOrEqual(0.02)
    expect(update(flat, premise, 1, 3)).toBe(flat)
    expect(update([0.5, 0.5, 0, 0], { ...premise, node: 0 }, 1, 3)).toEqual([0.5, 0.5, 0, 0])
    expect(marginal(update(flat, { ...premise, node: 1 }, 1, 3), 1)).toBeGreaterThan(0.5)
  })

  it('damps the k-th repeat by LR^(g^k)', () => {
    const damped = update(small, { ...premise, node: 1 }, 1, 3, 0.25)
    expect(damped[3]! / damped[1]!).toBeCloseTo((0.4 / 0.1) * 1.6 ** 0.25, 12)
    const argument = { strategy: 'logos', claim: 'proposition', strength: 0.6 } as const
    const hearing = { suscept: PERSONAS.logical, scale: 1, repetition: 0.5 }
    const joint = drawNetwork(luckOf('repeat'))
    const odds = (p: number): number => p / (1 - p)
    const before = odds(marginal(joint, TARGET))
    for (const k of [0, 1, 2, 3])
      expect(odds(marginal(hearArgument(joint, argument, 'PRO', hearing, k), TARGET)) / before).toBeCloseTo(
        1.6 ** (0.5 ** k),
        10,
      )
    expect(hearArgument(joint, argument, 'PRO', { ...hearing, repetition: 1 }, 9)).toEqual(
      hearArgument(joint, argument, 'PRO', hearing, 0),
    )
  })

  it('counts as repeats what the same speaker said before, on the same claim, by the same strategy', () => {
    const said = (by: string, strategy: 'logos' | 'ethos', claim: 'premise1' | 'premise2') =>
      ({ by, move: 'argue', strategy, claim, strength: 0.5, text: '' }) as const
    const all = [
      said('a', 'logos', 'premise1'),
      said('b', 'logos', 'premise1'),
      said('a', 'ethos', 'premise1'),
      said('a', 'logos', 'premise2'),
      said('a', 'logos', 'premise1'),
      said('a', 'logos', 'premise1'),
    ]
    expect(all.map((_, i) => repeatsOf(all, i))).toEqual([0, 0, 0, 0, 1, 2])
  })

  it('reads an argument as atoms', () => {
    expect(atomsOf({ strategy: 'logos', claim: 'premise2', strength: 0.6 })).toEqual([
      { node: 1, support: 0.8, relevance: 1 },
      { node: TARGET, from: 1, support: 0.8, relevance: 0.5 },
    ])
    expect(atomsOf({ strategy: 'logos', claim: 'proposition', strength: 0 })[0]!.support).toBe(0.5)
  })

  it('has the five personas and the planted link', () => {
    const luck = luckOf('persona')
    const profile = dealProfile(luck.of('profile'))
    expect(PERSONAS).toEqual({
      logical: { logos: 1, ethos: 0, pathos: 0 },
      emotional: { logos: 0, ethos: 0, pathos: 1 },
      authoritarian: { logos: 0, ethos: 1, pathos: 0 },
      balanced: { logos: 0.6, ethos: 0.6, pathos: 0.6 },
    })
    for (const name of ['logical', 'balanced'] as const) expect(personaOf(name, profile, luck)).toBe(PERSONAS[name])
    const random = personaOf('random', profile, luck)
    expect(new Set(Object.values(random)).size).toBe(3)
    for (const weight of Object.values(random)) expect(weight).toBeGreaterThanOrEqual(0)
    expect(personaOf('profile', { ...profile, education: 'a graduate degree', age: '18 to 29' }, luck)).toMatchObject({
      logos: LINK[3],
      ethos: LINK[0],
    })
    expect(susceptibilityOf({ ...profile, gender: 'man', ethnicity: 'Asian', politics: 'Democrat' })).toEqual(
      susceptibilityOf({ ...profile, gender: 'woman', ethnicity: 'White', politics: 'independent' }),
    )
    for (const key of ['education', 'age', 'employment'] as const) expect(ATTRIBUTES[key]).toHaveLength(LINK.length)
  })

  it('is drawn with the prior of the shipped networks, and the star has exactly that prior', () => {
    const priors = Array.from({ length: 2000 }, (_, i) => marginal(drawNetwork(luckOf(`network ${i}`)), TARGET))
    const mean = priors.reduce((a, b) => a + b) / priors.length
    const sd = Math.sqrt(priors.reduce((sum, p) => sum + (p - mean) ** 2, 0) / (priors.length - 1))
    expect(Math.abs(mean - 0.489)).toBeLessThan((4 * 0.148) / Math.sqrt(2000))
    expect(Math.abs(sd - 0.148)).toBeLessThan(0.01)
    expect(
      marginal(
        starNetwork(
          0.3,
          [0.2, 0.5, 0.8].map((p) => ({ p, weight: 2 })),
        ),
        TARGET,
      ),
    ).toBeCloseTo(0.3, 12)
  })

  it('keeps a probability table, and moves with the goal, whatever is argued', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(...STRATEGY_NAMES),
        fc.constantFrom('premise1' as const, 'premise2' as const, 'premise3' as const, 'proposition' as const),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('PRO' as const, 'CON' as const),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (key, strategy, claim, strength, side, scale, [logos, ethos, pathos]) => {
          const joint = drawNetwork(luckOf(key))
          const suscept = { logos: logos!, ethos: ethos!, pathos: pathos! }
          const hearing = { suscept, scale, repetition: 1 }
          const after = hearArgument(joint, { strategy, claim, strength }, side, hearing, 0)
          expect(after.reduce((a, b) => a + b)).toBeCloseTo(1, 9)
          expect(Math.min(...after)).toBeGreaterThanOrEqual(0)
          const [was, is] = [marginal(joint, TARGET), marginal(after, TARGET)]
          expect(is).toBeGreaterThan(0)
          expect(is).toBeLessThan(1)
          expect(side === 'PRO' ? is - was : was - is).toBeGreaterThanOrEqual(-1e-12)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('comes to the same whether it is renormalised after each atom or never: order within a node is free', () => {
    const joint = drawNetwork(luckOf('order'))
    const strong = { node: TARGET, support: 0.9, relevance: 1 }
    const weak = { node: TARGET, support: 0.3, relevance: 0.4 }
    const there = update(update(joint, strong, 1, 2), weak, 1, 1)
    const back = update(update(joint, weak, 1, 1), strong, 1, 2)
    there.forEach((p, s) => void expect(p).toBeCloseTo(back[s]!, 12))
  })
})
