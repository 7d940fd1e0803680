import { existsSync, readFileSync } from 'node:fs'
import { luckOf } from 'suasion'
import {
  adaptiveEstimate,
  anytime,
  boundedMeanSequence,
  empiricalBernstein,
  hedgedCapital,
  logNormalMixture,
  mean,
  mixturePrecision,
  mixtureRatio,
  normalMixtureBound,
  probabilityBest,
  probabilityColumn,
  proportionEValue,
  proportionSequence,
  sequentialBoundaries,
  sprt,
  stoppingChances,
  topTwo,
  twoProportionsEValue,
  variance,
  withFloor,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

// biome-ignore lint/suspicious/noExplicitAny: the reference file has another shape for every entry
type Loose = any
const file = new URL('../../../shared/reference/stat-reference.json', import.meta.url)
const present = existsSync(file)
const references: readonly { id: string; data: Loose; output: Loose; tol: number }[] = present
  ? JSON.parse(readFileSync(file, 'utf8')).references
  : []
const reference = (id: string) => references.find((each) => each.id === id)!
const near = (found: number, wanted: number, tolerance: number) =>
  expect(Math.abs(found - wanted), `${found} against ${wanted}`).toBeLessThanOrEqual(
    tolerance * Math.max(1, Math.abs(wanted)),
  )

describe('group-sequential boundaries', () => {
  test('are those of Pocock (1977), O’Brien and Fleming (1979) and Lan and DeMets (1983)', () => {
    const pocock = [2.178, 2.289, 2.361, 2.413]
    const fleming = [1.977, 2.004, 2.024, 2.04]
    for (const [i, looks] of [2, 3, 4, 5].entries()) {
      expect(sequentialBoundaries({ looks, boundary: 'Pocock' }).critical[0]).toBeCloseTo(pocock[i]!, 3)
      expect(sequentialBoundaries({ looks, boundary: "O'Brien-Fleming" }).critical.at(-1)).toBeCloseTo(fleming[i]!, 3)
    }
    const { critical } = sequentialBoundaries({ looks: 5 })
    for (const [k, z] of [4.8769, 3.3569, 2.6803, 2.2898, 2.031].entries()) expect(critical[k]).toBeCloseTo(z, 3)
  })

  test.skipIf(!present)('equal the reference to 1e-5', () => {
    const { output, tol } = reference('group-sequential')
    for (const looks of [2, 3, 4, 5]) {
      near(sequentialBoundaries({ looks, boundary: 'Pocock' }).critical[0]!, output.pocock[looks], tol)
      near(sequentialBoundaries({ looks, boundary: "O'Brien-Fleming" }).critical.at(-1)!, output.obf[looks], tol)
    }
    for (const [k, z] of sequentialBoundaries({ looks: 5 }).critical.entries()) near(z, output.ld_obf_K5[k], tol)
  })

  test('spend alpha, however many looks, sides and however unequal the looks', () => {
    for (const boundary of ['Pocock', "O'Brien-Fleming", 'Pocock spending', "O'Brien-Fleming spending"] as const)
      for (const sides of [1, 2] as const)
        for (const looks of [1, 4, [0.1, 0.45, 1]] as const) {
          const found = sequentialBoundaries({ looks, boundary, sides, alpha: 0.025 })
          expect(found.spent.at(-1)).toBeCloseTo(0.025, 7)
          expect(found.nominal.every((p) => p > 0 && p <= 0.0250001)).toBe(true)
        }
    expect(sequentialBoundaries({ looks: 1 }).critical[0]).toBeCloseTo(1.959964, 6)
  })

  test('inflate the sample as Jennison and Turnbull’s tables say: 1.207 (Pocock) and 1.026 at five looks and 90% power', () => {
    const fixed = 1.959964 + 1.2815516
    for (const [boundary, inflation] of [
      ['Pocock', 1.207],
      ["O'Brien-Fleming", 1.026],
    ] as const) {
      const found = sequentialBoundaries({ looks: 5, boundary })
      const { power, chances, information } = stoppingChances(found, fixed * Math.sqrt(inflation))
      expect(power).toBeCloseTo(0.9, 3)
      expect(chances).toHaveLength(5)
      expect(information).toBeLessThan(0.8)
    }
    expect(stoppingChances(sequentialBoundaries({ looks: 5 }), 0).power).toBeCloseTo(0.05, 7)
  })

  test('refuse what is no design', () => {
    expect(() => sequentialBoundaries({ looks: 0 })).toThrow('whole number of looks from 1 to 100, not 0')
    expect(() => sequentialBoundaries({ looks: [0.5, 0.4, 1] })).toThrow('rising shares')
    expect(() => sequentialBoundaries({ looks: [0.5, 0.9] })).toThrow('to 1; they were 0.5,0.9')
    expect(() => sequentialBoundaries({ looks: 3, alpha: 2 })).toThrow('alpha is 2')
    expect(() => sequentialBoundaries({ looks: 3, boundary: 'Haybittle' as never })).toThrow('is one of Pocock')
    expect(() => stoppingChances(sequentialBoundaries({ looks: 2 }), Number.NaN)).toThrow('finite')
  })
})

describe('confidence sequences and e-values', () => {
  test.skipIf(!present)('equal the reference', () => {
    const mixture = reference('cs-normal-mixture')
    const { v, v_opt: optimal, alpha, s } = mixture.data
    const wanted = mixture.output
    near(mixturePrecision(optimal, alpha), wanted.rho, 1e-10)
    near(logNormalMixture(s, v, { alpha, optimal }), wanted.logM, 1e-10)
    near(normalMixtureBound(v, { alpha, optimal }), wanted.bound, 1e-10)
    near(logNormalMixture(s, v, { alpha, optimal, sides: 1 }), wanted.logM_one, 1e-10)
    near(normalMixtureBound(v, { alpha, optimal, sides: 1 }), wanted.bound_one, 1e-8)

    const shares = reference('cs-bernoulli-betabinomial')
    for (const [i, [hits, n, at]] of shares.data.cases.entries()) {
      const { interval } = proportionSequence(hits, n, { optimal: at })
      near(interval[0], shares.output.ci[i][0], shares.tol)
      near(interval[1], shares.output.ci[i][1], shares.tol)
    }
    const bernstein = reference('cs-empirical-bernstein')
    for (const [i, { centre, half }] of empiricalBernstein(bernstein.data.x).entries()) {
      near(centre, bernstein.output.centre[i], 1e-10)
      near(half, bernstein.output.half[i], 1e-10)
    }
    const betting = reference('cs-hedged-betting')
    for (const m of betting.data.m)
      for (const [i, wealth] of hedgedCapital(betting.data.x, m).entries()) near(wealth, betting.output.K[m][i], 1e-10)
    const ratio = reference('msprt-normal')
    near(mixtureRatio(0.3, Math.sqrt(ratio.output.V), 0.25), ratio.output.Lambda, 1e-10)
    const wald = reference('sprt-bernoulli')
    const { seq, ...options } = wald.data
    const found = sprt(seq, options)
    near(found.upper, wald.output.upper, 1e-12)
    near(found.lower, wald.output.lower, 1e-12)
    for (const [i, ratio] of found.logRatios.entries()) near(ratio, wald.output.llr[i], 1e-12)
    expect(found.decided).toEqual({ after: 9, for: 'p1' })
  })

  test('an e-value has a mean of at most 1 without an effect, and grows with one', () => {
    const p0 = 0.3
    let total = 0
    for (let x = 0; x <= 12; x++) {
      const ways = Array.from({ length: x }, (_, i) => (12 - i) / (i + 1)).reduce((a, b) => a * b, 1)
      total += ways * p0 ** x * (1 - p0) ** (12 - x) * proportionEValue(x, 12, p0)
    }
    expect(total).toBeCloseTo(1, 12)
    // Two arms of two, two blocks: the mean over all outcomes of the wealth is at most 1 when the shares are equal.
    let sum = 0
    const weight = (k: number) => [0.49, 0.42, 0.09][k]!
    for (const [a, b, c, d] of [0, 1, 2].flatMap((a) =>
      [0, 1, 2].flatMap((b) => [0, 1, 2].flatMap((c) => [0, 1, 2].map((d) => [a, b, c, d] as const))),
    )) {
      const wealth = twoProportionsEValue([
        { a: [a, 2], b: [b, 2] },
        { a: [c, 2], b: [d, 2] },
      ])
      sum += weight(a) * weight(b) * weight(c) * weight(d) * wealth[1]!
    }
    expect(sum).toBeLessThanOrEqual(1)
    expect(sum).toBeGreaterThan(0.9)
    const many = Array.from({ length: 60 }, () => ({ a: [4, 5], b: [1, 5] }) as const)
    expect(twoProportionsEValue(many).at(-1)!).toBeGreaterThan(1e6)
  })

  test('hold under continuous peeking: over 400 sequences of 400, few more than 5% are ever wrong', () => {
    const missed = { normal: 0, share: 0, wald: 0 }
    const sequences = 400
    for (let run = 0; run < sequences; run++) {
      const luck = luckOf(`peek ${run}`)
      let [sum, squares, hits] = [0, 0, 0]
      const wrong = { normal: false, share: false, wald: false }
      for (let n = 1; n <= 400; n++) {
        const y = luck.of('y', n).normal()
        if (luck.of('hit', n).uniform() < 0.3) hits++
        sum += y
        squares += y * y
        if (n < 20) continue
        const value = sum / n
        const se = Math.sqrt((squares / n - value ** 2) / (n - 1))
        const estimate = { value, se, n, estimator: 'mean' }
        const [low, high] = anytime(estimate, { optimalSe: 0.1 }).interval
        if (low > 0 || high < 0) wrong.normal = true
        if (Math.abs(value / se) > 1.96) wrong.wald = true
        if (n % 10) continue
        const share = proportionSequence(hits, n, { optimal: 100 }).interval
        if (share[0] > 0.3 || share[1] < 0.3) wrong.share = true
      }
      for (const kind of ['normal', 'share', 'wald'] as const) if (wrong[kind]) missed[kind]++
    }
    // A 99.9% bound of a binomial of .05 in 400.
    expect(missed.normal).toBeLessThanOrEqual(35)
    expect(missed.share).toBeLessThanOrEqual(35)
    // What they are there against: a plain interval looked at all the time.
    expect(missed.wald).toBeGreaterThan(100)
  })

  test('a bounded mean is held by both methods, on any bounds, and both tighten', () => {
    const luck = luckOf('bounded')
    const x = Array.from({ length: 400 }, (_, i) => 1 + 4 * luck.of(i).uniform() ** 2)
    for (const method of ['betting', 'empirical Bernstein'] as const) {
      const [early, late] = [40, 400].map(
        (n) => boundedMeanSequence(x.slice(0, n), { bounds: [1, 5], method }).interval,
      )
      for (const [low, high] of [early!, late!]) {
        expect(low).toBeLessThan(1 + 4 / 3)
        expect(high).toBeGreaterThan(1 + 4 / 3)
      }
      expect(late![1] - late![0]).toBeLessThan(early![1] - early![0])
    }
    expect(() => boundedMeanSequence([0.2, 3])).toThrow('observation 1 is 3, outside the bounds 0 to 1')
    expect(() => boundedMeanSequence([])).toThrow('at least 1')
    expect(() => boundedMeanSequence([0.2], { bounds: [1, 1] })).toThrow('the lower first')
  })

  test('refuse what is no estimate', () => {
    expect(() => anytime({ value: 1, n: 3, estimator: 'mean' }, { optimalSe: 1 })).toThrow('mean has undefined')
    expect(() => anytime({ value: -1, se: 1, n: 3, estimator: 'x' }, { optimalSe: 1, scale: 'ratio' })).toThrow(
      'above 0',
    )
    expect(() => proportionSequence(3, 2, { optimal: 10 })).toThrow('3 successes in 2 trials')
    expect(() => proportionSequence(0, 0, { optimal: 10 })).toThrow('no trials')
    expect(() => proportionEValue(1, 2, 1)).toThrow('p0 is 1')
    expect(() => sprt([1], { p0: 0.3, p1: 0.3, alpha: 0.05, beta: 0.1 })).toThrow('two different shares')
  })
})

describe('adaptive assignment', () => {
  test('the probability of being best is exact: Betas against a closed form, normals by symmetry', () => {
    expect(
      probabilityBest([
        { successes: 21, failures: 81 },
        { successes: 26, failures: 76 },
      ])[0],
    ).toBeCloseTo(0.20085487756065, 9)
    expect(
      probabilityBest([
        { successes: 3, failures: 2 },
        { successes: 2, failures: 3 },
      ])[0],
    ).toBeCloseTo(0.757142857142857, 9)
    const three = probabilityBest([0, 1, 2].map(() => ({ mean: 0.3, sd: 0.1 })))
    for (const p of three) expect(p).toBeCloseTo(1 / 3, 10)
    expect(
      probabilityBest([
        { successes: 0.5, failures: 0.5 },
        { successes: 0.5, failures: 0.5 },
      ])[0],
    ).toBeCloseTo(0.5, 8)
    expect(topTwo([0.7, 0.2, 0.1]).reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    // Of two arms both are the top two, so each is played half of the time.
    expect(topTwo([0.9, 0.1])[0]).toBeCloseTo(0.5, 12)
    expect(withFloor([1, 0], 0.1)).toEqual([0.9, 0.1])
    expect(() => withFloor([0.5, 0.5], 0.6)).toThrow('between 0 and 0.5')
    expect(() => probabilityBest([{ mean: Number.NaN, sd: 1 }])).toThrow('arm 0')
  })

  test('bare means of arms are biased under it, and the weighted estimate is not; its intervals hold', () => {
    const truth = 0.4
    const found = { bare: [] as number[], adaptive: [] as number[], held: 0, ever: 0 }
    const runs = 250
    for (let run = 0; run < runs; run++) {
      const luck = luckOf(`bandit ${run}`)
      const tally = { a: { n: 0, y: 0 }, b: { n: 0, y: 0 } }
      const rows: { arm: 'a' | 'b'; y: number; batch: number; p_a: number; p_b: number }[] = []
      for (let batch = 0; batch < 10; batch++) {
        const best = probabilityBest(
          (['a', 'b'] as const).map((arm) => ({
            successes: 1 + tally[arm].y,
            failures: 1 + tally[arm].n - tally[arm].y,
          })),
        )
        const [p_a, p_b] = batch === 0 ? [0.5, 0.5] : (withFloor(best, 0.05) as [number, number])
        for (let i = 0; i < 40; i++) {
          const arm = luck.of('arm', batch, i).uniform() < p_a ? 'a' : 'b'
          const y = luck.of('y', batch, i).uniform() < truth ? 1 : 0
          rows.push({ arm, y, batch, p_a, p_b })
        }
        for (const { arm, y } of rows.slice(-40)) {
          tally[arm].n++
          tally[arm].y += y
        }
      }
      found.bare.push(tally.a.y / tally.a.n)
      const estimate = adaptiveEstimate(rows, { arm: 'arm', outcome: 'y', of: 'a' })
      found.adaptive.push(estimate.value)
      const { interval } = adaptiveEstimate(rows, { arm: 'arm', outcome: 'y', of: 'a', against: 'b' })
      if (interval[0] <= 0 && interval[1] >= 0) found.held++
      const ever = adaptiveEstimate(rows, { arm: 'arm', outcome: 'y', of: 'a', against: 'b', weights: 'anytime' })
      if (ever.interval[0] <= 0 && ever.interval[1] >= 0) found.ever++
    }
    const error = (values: readonly number[]) => Math.sqrt(variance(values) / runs)
    expect(mean(found.bare) - truth).toBeLessThan(-2.5 * error(found.bare))
    expect(Math.abs(mean(found.adaptive) - truth)).toBeLessThan(3 * error(found.adaptive))
    expect(found.held / runs).toBeGreaterThan(0.9)
    expect(found.ever / runs).toBeGreaterThan(0.94)
  })

  test('weights by hand, and what is missing is named', () => {
    const rows = [
      { arm: 'a', y: 1, batch: 0, p_a: 0.5, p_b: 0.5 },
      { arm: 'a', y: 0, batch: 0, p_a: 0.5, p_b: 0.5 },
      { arm: 'b', y: 1, batch: 1, p_a: 0.25, p_b: 0.75 },
      { arm: 'a', y: 1, batch: 1, p_a: 0.25, p_b: 0.75 },
    ]
    const plain = adaptiveEstimate(rows, { arm: 'arm', outcome: 'y', of: 'a', weights: 'inverse' })
    expect(plain.value).toBeCloseTo((2 + 0 + 0 + 4) / 4, 12)
    const adaptive = adaptiveEstimate(rows, { arm: 'arm', outcome: 'y', of: 'a' })
    // Scores 2, 0, then .5 (not played), .5 + .5 / .25; weights the roots of the probabilities.
    const [w, v] = [Math.sqrt(0.5), Math.sqrt(0.25)]
    expect(adaptive.value).toBeCloseTo((2 * w + 0.5 * v + 2.5 * v) / (2 * w + 2 * v), 12)
    expect(probabilityColumn(true)).toBe('p_true')
    expect(() => adaptiveEstimate(rows, { arm: 'arm', outcome: 'y', of: 'c' })).toThrow('0 units had the arm c')
    expect(() =>
      adaptiveEstimate(
        rows.map(({ p_a: _, ...row }) => row),
        { arm: 'arm', outcome: 'y', of: 'a' },
      ),
    ).toThrow('p_a is undefined')
    expect(() => adaptiveEstimate(rows, { arm: 'arm', outcome: 'z', of: 'a' })).toThrow('z is undefined')
  })
})
