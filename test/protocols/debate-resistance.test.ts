import type { AnyMind } from 'suasion'
import {
  argumentation,
  bayesianNetwork,
  detection,
  elaboration,
  guard,
  guarded,
  inoculate,
  inoculated,
  resistanceLeft,
  resistanceOf,
  STRATEGIES,
  sourceTrust,
  TACTICS,
} from 'suasion/protocols/debate'
import { describe, expect, it } from 'vitest'
import { partWay } from '../../src/protocols/debate/resistance.ts'
import { answersOf, audience, says } from './debate-stage.ts'

const logos = { strategy: 'logos', claim: 'premise1', strength: 0.9 } as const
const peers = { strategy: 'peer-pressure', claim: 'premise1', strength: 0.9 } as const
const moved = (argument: typeof logos | typeof peers | object, mind: unknown, key: string, params = {}): number => {
  const [before, after] = answersOf(audience(says(argument as never), mind as AnyMind, key, params), 'belief')
  return after! - before!
}
const seeds = Array.from({ length: 30 }, (_, i) => `seed ${i}`)
const mean = (f: (key: string) => number): number => seeds.reduce((sum, key) => sum + f(key), 0) / seeds.length

describe('argumentation as a listener', () => {
  it('believes its prior before anything is said, and is moved by any semantics the way that is argued', () => {
    for (const semantics of [
      'df-quad',
      'quadratic-energy',
      'squared-energy',
      'euler',
      'mlp',
      'quad',
      'squared-df-quad',
    ] as const) {
      const mind = argumentation({ semantics })
      for (const key of seeds.slice(0, 8)) {
        const [before] = answersOf(audience(says(logos), mind, key), 'belief')
        const [prior] = answersOf(audience(says(logos), elaboration(), key), 'belief')
        // Reasons and doubts cancel in every semantics but QuAD, which takes the mean of both sides, and Euler's, which
        // is not symmetric.
        if (semantics !== 'quad' && semantics !== 'euler') expect(before).toBeCloseTo(prior!, 6)
        for (const claim of ['premise2', 'proposition'] as const) {
          expect(moved({ ...logos, claim }, mind, key)).toBeGreaterThan(0)
          expect(moved({ ...logos, claim }, mind, key, { sides: 'participant-pro' })).toBeLessThan(0)
        }
      }
    }
  })

  it('is moved more by a better argument, and by the same one only once', () => {
    const mind = argumentation()
    for (const key of seeds.slice(0, 10)) {
      expect(moved({ ...logos, strength: 0.9 }, mind, key)).toBeGreaterThan(
        moved({ ...logos, strength: 0.4 }, mind, key),
      )
      expect(moved(logos, mind, key, { rounds: 6 })).toBeCloseTo(moved(logos, mind, key, { rounds: 1 }), 9)
      // Peer pressure offers no argument to weigh.
      expect(moved(peers, mind, key)).toBe(0)
    }
    expect(() => argumentation({ semantics: 'loc-max' as never })).toThrow(
      'no semantics called loc-max; it has df-quad',
    )
  })
})

describe('inoculation', () => {
  it('builds up by dose, holds for two weeks and then halves', () => {
    expect(resistanceOf({ dose: 0.4 })).toBeCloseTo(0.4, 12)
    expect(resistanceOf({ dose: 0.4, prebunks: 2 })).toBeCloseTo(0.64, 12)
    expect(resistanceOf({ dose: 0.4, prebunks: 0 })).toBe(0)
    expect(resistanceOf({ dose: 0.4, days: 14 })).toBeCloseTo(0.4, 12)
    expect(resistanceOf({ dose: 0.4, days: 14 + 45 })).toBeCloseTo(0.2, 12)
    expect(resistanceLeft(0.6, 14 + 30, 14, 30)).toBeCloseTo(0.3, 12)
    // A booster resets the clock.
    expect(resistanceOf({ dose: 0.4, prebunks: 2, every: 59, days: 10 })).toBeCloseTo(0.2 + 0.8 * 0.4, 12)
  })

  it('takes the resistance off every listener that can be moved, for what it was about and not for the rest', () => {
    const listeners = [
      elaboration(),
      argumentation(),
      bayesianNetwork(),
      sourceTrust(),
      sourceTrust({ model: 'laputa' }),
    ]
    for (const listener of listeners) {
      const name = (listener as AnyMind).name
      const warned = inoculate(listener as ReturnType<typeof elaboration>, { against: 'logos', dose: 0.5 })
      const immune = inoculate(listener as ReturnType<typeof elaboration>, { against: 'logos', dose: 1 })
      for (const key of seeds.slice(0, 6)) {
        const plain = moved(logos, listener, key)
        expect([name, Math.abs(moved(logos, warned, key)) < Math.abs(plain)]).toEqual([name, true])
        expect(moved(logos, immune, key)).toBeCloseTo(0, 9)
        expect(moved({ ...logos, strategy: 'ethos' }, warned, key)).toBeCloseTo(
          moved({ ...logos, strategy: 'ethos' }, listener, key),
          9,
        )
      }
    }
  })

  const once = { rounds: 1 }
  it('is exactly the share of the way for an attitude, and covers other arguments as far as the umbrella reaches', () => {
    const at = (options: object) =>
      moved(logos, inoculate(elaboration(), { against: 'logos', dose: 0.4, ...options }), 'x', once)
    const plain = moved(logos, elaboration(), 'x', once)
    expect(at({})).toBeCloseTo(0.6 * plain, 9)
    expect(at({ claim: 'premise1', umbrella: 0.5 })).toBeCloseTo(0.6 * plain, 9)
    expect(at({ claim: 'premise2', umbrella: 0.5 })).toBeCloseTo(0.8 * plain, 9)
    expect(at({ claim: 'premise2' })).toBeCloseTo(0.6 * plain, 9)
    expect(at({ days: 1000 })).toBeCloseTo(plain, 3)
    expect(moved(peers, inoculated(), 'x', once)).toBeCloseTo(0.6 * moved(peers, elaboration(), 'x', once), 9)
    expect(moved(peers, inoculated({ kind: 'supportive' }), 'x', once)).toBeCloseTo(
      0.85 * moved(peers, elaboration(), 'x', once),
      9,
    )
  })

  it('goes part of the way between any two beliefs', () => {
    expect(partWay({ a: 1, b: [0, 2], c: 'x' }, { a: 3, b: [1, 4], c: 'y', d: 8 } as never, 0.5)).toEqual({
      a: 2,
      b: [0.5, 3],
      c: 'y',
      d: 4,
    })
    expect(partWay({ a: 1 }, { a: 2 }, 0)).toEqual({ a: 1 })
    expect(partWay({ a: 1 }, { a: 2 }, 1)).toEqual({ a: 2 })
  })

  it('refuses what is no prebunk', () => {
    const made = (options: object) => () => inoculated(options)
    expect(made({ dose: 2 })).toThrow('dose is from 0 to 1, not 2')
    expect(made({ days: Number.NaN })).toThrow('days is from 0 to 36500, not NaN')
    expect(made({ against: 'magic' })).toThrow('no strategy called magic')
    expect(made({ claim: 'premise9' })).toThrow('no claim called premise9')
    expect(made({ kind: 'mild' })).toThrow('kind is refutational or supportive, not mild')
    expect(made({ prebunks: 1.5 })).toThrow('prebunks is a whole number')
    expect(made({ behind: 'stone' })).toThrow('no listener called stone')
  })
})

describe('persuasion knowledge and reactance', () => {
  it('sees through plain tactics when it knows and is not busy', () => {
    const usual = { knowledge: 0.5, load: 0, suspicion: 0 }
    expect(detection(0.5, { knowledge: 1, load: 0, suspicion: 0 })).toBeCloseTo(0.5, 12)
    expect(detection(0.8, usual)).toBeGreaterThan(detection(0.1, usual))
    expect(detection(0.8, { ...usual, load: 1 })).toBeLessThan(detection(0.8, usual))
    expect(detection(0.8, { ...usual, suspicion: 1 })).toBeGreaterThan(detection(0.8, usual))
    for (const [name, { manipulative }] of Object.entries(STRATEGIES))
      expect(TACTICS[name as keyof typeof TACTICS].threat > 0.3).toBe(manipulative)
  })

  it('lets pressure backfire, more with more reactance, and not where it leaves the listener free', () => {
    const by = (options: object) => mean((key) => moved(peers, guarded(options), key, { rounds: 6 }))
    const plain = mean((key) => moved(peers, elaboration(), key, { rounds: 6 }))
    const knowing = { knowledge: 1, load: 0, suspicion: 1 }
    expect(by({ ...knowing, reactance: 0 })).toBeLessThan(plain)
    expect(by({ ...knowing, reactance: 0.4 })).toBeLessThan(0)
    expect(by({ ...knowing, reactance: 0.4 })).toBeLessThan(by({ ...knowing, reactance: 0.1 }))
    expect(by({ ...knowing, reactance: 0.4, autonomy: 1 })).toBeCloseTo(by({ ...knowing, reactance: 0 }), 9)
    // Arguments that threaten nobody arouse nothing.
    const calm = mean((key) => moved(logos, guarded({ knowledge: 0, reactance: 1 }), key, { rounds: 1 }))
    expect(calm).toBeCloseTo(
      mean((key) => moved(logos, elaboration(), key, { rounds: 1 })),
      9,
    )
  })

  it('goes around any mind with a belief, and around another resistance', () => {
    const both = guard(inoculate(argumentation(), { against: 'logos', dose: 1 }), { knowledge: 0, reactance: 0 })
    expect(both.name).toMatch(/^argumentation \(quadratic-energy\), inoculated \(.*\), guarded \(/)
    expect(both.hears).toEqual(['strategy', 'claim', 'strength'])
    expect(moved(logos, both, 'x')).toBeCloseTo(0, 9)
    expect(guarded({ behind: 'argumentation' }).name).toMatch(/^argumentation/)
    expect(() => guard(elaboration(), { knowledge: 2 })).toThrow('guard: knowledge is from 0 to 1, not 2')
    expect(() => guarded({ autonomy: Number.NaN })).toThrow('autonomy is from 0 to 1, not NaN')
  })
})
