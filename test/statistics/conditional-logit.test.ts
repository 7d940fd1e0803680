import { type ChoiceSet, coefficient, conditionalLogit } from 'suasion/statistics'
import { expect, it } from 'vitest'

const sets: ChoiceSet[] = [
  {
    alternatives: [
      [0.2, 1],
      [1.1, 0],
      [-0.5, 1],
    ],
    counts: [4, 7, 2],
  },
  {
    alternatives: [
      [0.9, 0],
      [0.1, 1],
    ],
    counts: [5, 3],
  },
  {
    alternatives: [
      [1.5, 1],
      [0.3, 0],
      [-0.2, 0],
      [0.7, 1],
    ],
    counts: [6, 1, 2, 3],
  },
]
const features = ['p', 'q']

it('equals clogit of R (survival), with one stratum for each single choice', () => {
  // clogit(chosen ~ p + q + strata(choice)) on the 33 choices written out one by one.
  const fit = conditionalLogit(sets, { features })
  expect(coefficient(fit, 'p').value).toBeCloseTo(0.8196640828, 8)
  expect(coefficient(fit, 'q').value).toBeCloseTo(0.1601273338, 8)
  expect(coefficient(fit, 'p').se).toBeCloseTo(0.3222290975, 7)
  expect(coefficient(fit, 'q').se).toBeCloseTo(0.3846502386, 7)
  expect(fit.logLikelihood).toBeCloseTo(-32.9220822568, 8)
  expect(fit.n).toBe(33)
})

it('says what is wrong with choices that are none', () => {
  const one = sets[0]!
  expect(() => conditionalLogit([], { features })).toThrow('needs at least one choice')
  expect(() => conditionalLogit(sets, { features: [] })).toThrow('needs at least one feature')
  expect(() => conditionalLogit([{ ...one, counts: [1] }], { features })).toThrow(
    'choice 0: 3 alternatives, and 1 counts',
  )
  expect(() => conditionalLogit([{ ...one, counts: [0, 0, 0] }], { features })).toThrow('not all 0, not 0, 0, 0')
  expect(() => conditionalLogit([one], { features: ['p'] })).toThrow('an alternative has 2 features; they are p')
  const odd = {
    ...one,
    alternatives: [
      [0.2, 1],
      [1.1, Number.NaN],
      [-0.5, 1],
    ],
  }
  expect(() => conditionalLogit([odd], { features })).toThrow('choice 0: q is NaN')
  // Who always takes the largest p is perfectly predicted.
  const always = [{ ...one, counts: [0, 5, 0] }]
  expect(() => conditionalLogit(always, { features })).toThrow(/separated by/)
})
