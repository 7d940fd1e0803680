import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaTrust, expectedTrust, GRID, hearLaputa } from '../../src/protocols/debate/laputa.ts'
import { beliefOf, likertOf } from '../../src/protocols/debate/likert.ts'
import { elaborate, elaborationOf, persist } from '../../src/protocols/debate/route.ts'
import { beliefIn, hearWitness, testimony, trustIn } from '../../src/protocols/debate/witness.ts'

describe('trust in a source', () => {
  it.each([
    [0.5, 0.75, 0.5],
    [0.1, 0.25, 1 / 6],
    [0.9, 27 / 28, 9 / 14],
  ])('the witness model takes a belief of %d to %d and trust to %d', (h, belief, trust) => {
    const after = hearWitness(testimony(h, 0.5), true, 0.5)
    expect(beliefIn(after)).toBeCloseTo(belief, 12)
    expect(trustIn(after)).toBeCloseTo(trust, 12)
    const opposite = hearWitness(testimony(1 - h, 0.5), false, 0.5)
    expect(1 - beliefIn(opposite)).toBeCloseTo(belief, 12)
    expect(trustIn(opposite)).toBeCloseTo(trust, 12)
  })

  it('trust in a witness falls exactly when the claim is less likely than a random yes', () => {
    const open = { min: 0.01, max: 0.99, noNaN: true }
    fc.assert(
      fc.property(fc.double(open), fc.double(open), fc.double(open), (h, r, a) => {
        fc.pre(Math.abs(h - a) > 1e-6)
        const after = hearWitness(testimony(h, r), true, a)
        expect(trustIn(after) > r).toBe(h > a)
        expect(beliefIn(after)).toBeGreaterThanOrEqual(h)
      }),
    )
  })

  it('reports of one witness are taken together: agreement speaks for its reliability', () => {
    let state = testimony(0.5, 0.3)
    const after = Array.from({ length: 3 }, () => (state = hearWitness(state, true, 0.5)))
    // By hand: .15 reliable and true; .35 x .125 unreliable, true or not.
    expect(beliefIn(state)).toBeCloseTo((0.15 + 0.04375) / (0.15 + 0.0875), 12)
    expect(trustIn(state)).toBeCloseTo(0.15 / (0.15 + 0.0875), 12)
    expect(trustIn(after[2]!)).toBeGreaterThan(trustIn(after[1]!))
    // Reports that contradict each other show that it is not reliable.
    expect(trustIn(hearWitness(state, false, 0.5))).toBe(0)
    expect(beliefIn(hearWitness(state, false, 0.5))).toBeCloseTo(0.5, 12)
  })

  it('Laputa follows its two formulas on the grid', () => {
    const trust = betaTrust(2, 5)
    expect(trust.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    const mean = expectedTrust(trust)
    expect(mean).toBeCloseTo(2 / 7, 2)
    const after = hearLaputa({ credence: 0.7, trust }, true)
    expect(after.credence).toBeCloseTo((0.7 * mean) / (0.7 * mean + 0.3 * (1 - mean)), 12)
    const weights = GRID.map((x, i) => trust[i]! * (x * 0.7 + (1 - x) * 0.3))
    const total = weights.reduce((a, b) => a + b)
    after.trust.forEach((mass, i) => void expect(mass).toBeCloseTo(weights[i]! / total, 12))
    const mirror = hearLaputa({ credence: 0.3, trust }, false)
    expect(mirror.credence).toBeCloseTo(1 - after.credence, 12)
  })

  it('Laputa: those who disagree with a source come to distrust it, and credence is clipped', () => {
    const trust = betaTrust(2, 2)
    expect(expectedTrust(hearLaputa({ credence: 0.2, trust }, true).trust)).toBeLessThan(0.5)
    expect(expectedTrust(hearLaputa({ credence: 0.8, trust }, true).trust)).toBeGreaterThan(0.5)
    let state = { credence: 0.9, trust: betaTrust(5, 2) }
    for (let i = 0; i < 200; i++) state = hearLaputa(state, true)
    expect(state.credence).toBe(0.999)
  })
})

describe('the two routes', () => {
  const start = { attitude: 0, strength: 0 }
  const move = (quality: number, cue: number, involvement: number, bias = 0): number =>
    elaborate(start, { quality, cue, valence: 1 }, { motivation: involvement, ability: involvement, bias }, 0.3)
      .attitude

  it('share the message by the logistic of the spec', () => {
    expect(elaborationOf({ motivation: 0.5, ability: 0.5 })).toBe(0.5)
    expect(elaborationOf({ motivation: 1, ability: 1 })).toBeCloseTo(1 / (1 + Math.exp(-4)), 12)
    const e = 1 / (1 + Math.exp(-4 * 0.3 + 4 * 0.1))
    const after = elaborate(
      { attitude: 0.4, strength: 0 },
      { quality: 0.5, cue: -0.2, valence: -1 },
      { motivation: 0.8, ability: 0.4, bias: 0.5 },
      0.2,
    )
    const moved = 0.2 * (e * (-0.5 + 0.5 * 0.2) + (1 - e) * 0.2)
    expect(after.attitude).toBeCloseTo(0.4 + moved, 12)
    expect(after.strength).toBeCloseTo(e * Math.abs(moved), 12)
  })

  it('a strong attitude resists', () => {
    const message = { quality: 0.5, cue: 0.5, valence: 1 } as const
    const at = (strength: number) =>
      elaborate({ attitude: 0, strength }, message, { motivation: 0.5, ability: 0.5, bias: 0 }, 0.3).attitude
    expect(at(0.5)).toBeCloseTo(at(0) / 2, 12)
    expect(at(1)).toBe(0)
  })

  it('quality matters more with involvement, cues less', () => {
    const quality = (involvement: number): number => move(0.8, 0, involvement) - move(-0.8, 0, involvement)
    const cue = (involvement: number): number => move(0, 0.8, involvement) - move(0, -0.8, involvement)
    expect(quality(0.9)).toBeGreaterThan(3 * quality(0.1))
    expect(cue(0.1)).toBeGreaterThan(3 * cue(0.9))
  })

  it('a weak argument with a good cue persuades the uninvolved and repels the involved', () => {
    expect(move(-0.6, 0.6, 0.1)).toBeGreaterThan(0)
    expect(move(-0.6, 0.6, 0.9)).toBeLessThan(0)
  })

  it('what was thought through lasts longer', () => {
    const by = (involvement: number) =>
      elaborate(
        start,
        { quality: 1, cue: 1, valence: 1 },
        { motivation: involvement, ability: involvement, bias: 0 },
        0.5,
      )
    const left = (involvement: number): number => persist(by(involvement), 0, 1) / by(involvement).attitude
    expect(left(0.9)).toBeGreaterThan(left(0.1))
    expect(persist(by(0.5), 0, 0)).toBe(by(0.5).attitude)
  })

  it('keeps the attitude inside (-1, 1) and the strength in [0, 1]', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true })
    const signed = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        signed,
        unit,
        signed,
        signed,
        unit,
        unit,
        unit,
        unit,
        (attitude, strength, quality, cue, m, a, b, r) => {
          const after = elaborate(
            { attitude, strength },
            { quality, cue, valence: -1 },
            { motivation: m, ability: a, bias: b },
            r,
          )
          expect(Math.abs(after.attitude)).toBeLessThan(1)
          expect(after.strength).toBeGreaterThanOrEqual(strength)
          expect(after.strength).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

describe('beliefs and Likert answers', () => {
  it('cut where the release does, and undo each other', () => {
    expect([0, 0.124, 0.126, 0.374, 0.376, 0.5, 0.626, 0.874, 0.876, 1].map((b) => likertOf(b))).toEqual([
      1, 1, 2, 2, 3, 3, 4, 4, 5, 5,
    ])
    for (const points of [2, 5, 7, 101])
      for (let k = 1; k <= points; k++) expect(likertOf(beliefOf(k, points), points)).toBe(k)
  })

  it('refuse what is not one', () => {
    for (const bad of [Number.NaN, -0.1, 1.1]) expect(() => likertOf(bad)).toThrow(/from 0 to 1/)
    expect(() => likertOf(0.5, 1)).toThrow('at least 2 points')
    for (const bad of [Number.NaN, 0, 6]) expect(() => beliefOf(bad)).toThrow(/from 1 to 5/)
  })
})
