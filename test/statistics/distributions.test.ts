import { assert, constantFrom, double, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chiSquareQuantile,
  chiSquareSurvival,
  fQuantile,
  fSurvival,
  normalCdf,
  normalQuantile,
  normalSurvival,
  tCdf,
  tQuantile,
  tSurvival,
} from '../../src/math/distributions.ts'
import { incompleteBeta, incompleteGamma, logBeta, logGamma } from '../../src/math/special.ts'

const near = (ours: number, theirs: number, relative = 1e-12) =>
  expect(Math.abs(ours - theirs), `${ours}, not ${theirs}`).toBeLessThanOrEqual(relative * Math.abs(theirs))

/** Evaluated at 40 digits from the defining integrals: arguments, then the upper tail. */
const normalTails = [
  [-6, 0.9999999990134123],
  [-0.3, 0.6179114221889527],
  [0.67, 0.2514288950953101],
  [0.68, 0.2482522304535705],
  [2.5, 0.006209665325776135],
  [5.65, 8.022391850663497e-9],
  [5.66, 7.568649751997714e-9],
  [8, 6.220960574271784e-16],
  [20, 2.7536241186062337e-89],
  [37, 5.725571222524577e-300],
] as const
const tTails = [
  [1e-9, 2, 0.4999999996464466],
  [3.3, 120, 0.0006366499938257597],
  [-1, 17.8, 0.8346441509633938],
  [8, 1, 0.03958342416056554],
  [20, 120, 2.5526949590781745e-40],
  [300, 0.5, 0.01851566401878651],
  [2, 1e6, 0.022750266925659603],
  [6.3, 1e6, 1.48884365754575e-10],
] as const
const chiSquareTails = [
  [30, 1, 4.3204630578274975e-8],
  [150, 120, 0.033073480911304666],
  [1000, 120, 1.0101039261005645e-138],
  [2000, 1999, 0.48948666158439313],
  [5, 10, 0.8911780189141513],
  [0.001, 3, 0.9999915920809419],
] as const
const fTails = [
  [20, 3, 1000, 1.3577113748936958e-12],
  [20, 3, 4, 0.007169796504446355],
  [20, 120, 33.3, 9.83933491869754e-16],
  [0.5, 0.5, 1, 0.4787464071263866],
  [1, 120, 1000, 0.4857199705134826],
] as const

describe('distributions', () => {
  test('upper tails to twelve digits', () => {
    for (const [x, p] of normalTails) near(normalSurvival(x), p, 1e-15)
    for (const [x, df, p] of tTails) near(tSurvival(x, df), p)
    for (const [x, df, p] of chiSquareTails) near(chiSquareSurvival(x, df), p)
    for (const [x, a, b, p] of fTails) near(fSurvival(x, a, b), p)
  })

  test('exact values: Cauchy, two degrees of freedom, exponential', () => {
    near(tCdf(1, 1), 0.75)
    near(tSurvival(Math.SQRT2, 2), 0.5 - Math.SQRT1_2 / 2)
    near(chiSquareSurvival(7, 2), Math.exp(-3.5))
    near(fSurvival(3, 2, 4), 0.16)
    near(logGamma(0.5), Math.log(Math.PI) / 2)
    near(logBeta(3, 4), Math.log(1 / 60))
    near(incompleteBeta(2, 3, 0.5), 0.6875)
    near(incompleteGamma(1, 2)[0], 1 - Math.exp(-2))
  })

  test('quantiles of R', () => {
    near(normalQuantile(1e-10), -6.361340902404056)
    near(normalQuantile(0.975), 1.959963984540054, 1e-15)
    near(tQuantile(0.975, 10), 2.22813885198627)
    near(tQuantile(0.975, 2.7), 3.39214838317375)
    near(chiSquareQuantile(0.95, 3), 7.81472790325118)
    near(fQuantile(0.95, 3, 12.5), 3.44854539413983)
  })

  test('a quantile undoes its tail', () => {
    const p = double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })
    const df = constantFrom(0.7, 1, 2, 3.3, 17, 250, 12_345)
    assert(
      property(p, df, df, (q, a, b) => {
        near(normalCdf(normalQuantile(q)), q, 1e-11)
        near(tCdf(tQuantile(q, a), a), q, 1e-9)
        near(1 - chiSquareSurvival(chiSquareQuantile(q, a), a), q, 1e-6)
        near(1 - fSurvival(fQuantile(q, a, b), a, b), q, 1e-6)
      }),
    )
  })

  test('ends and nonsense', () => {
    expect([
      normalQuantile(0),
      normalQuantile(1),
      tQuantile(0, 4),
      chiSquareQuantile(1, 3),
      fQuantile(0, 2, 2),
    ]).toEqual([-Infinity, Infinity, -Infinity, Infinity, 0])
    expect([
      normalSurvival(Infinity),
      normalSurvival(-Infinity),
      tSurvival(Infinity, 3),
      chiSquareSurvival(-1, 3),
    ]).toEqual([0, 1, 0, 1])
    expect(tQuantile(0.975, Infinity)).toBe(normalQuantile(0.975))
    for (const nothing of [
      normalQuantile(-0.1),
      normalQuantile(NaN),
      normalSurvival(NaN),
      tQuantile(0.5, 0),
      tSurvival(1, -1),
      tSurvival(NaN, 3),
      chiSquareQuantile(1.5, 3),
      chiSquareSurvival(NaN, 3),
      fQuantile(0.5, -1, 3),
      fSurvival(NaN, 1, 1),
      logGamma(0),
      logBeta(-1, 2),
      incompleteBeta(1, 1, 1.2),
      incompleteGamma(-1, 1)[0],
    ])
      expect(nothing).toBeNaN()
  })
})
