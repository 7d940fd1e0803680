import { bcaInterval, bootstrap, mean, percentileInterval, standardDeviation } from 'suasion/statistics'
import { expect, test } from 'vitest'
import { luckOf } from '../../src/core/luck.ts'

const luck = (name = 'a') => luckOf('bootstrap test').of(name)
const sample = [12, 34, 22, 59, 41, 97]
const average = (values: ArrayLike<number>) => mean(values)

test('all 46 656 resamples of six numbers: the intervals of R', () => {
  const replicates = Array.from({ length: 6 ** 6 }, (_, i) => {
    let sum = 0
    for (let k = 0, rest = i; k < 6; k++, rest = Math.floor(rest / 6)) sum += sample[rest % 6]!
    return sum / 6
  })
  const leaveOneOut = sample.map((one) => (265 - one) / 5)
  const bca = bcaInterval(replicates, 265 / 6, leaveOneOut)
  expect(bca?.[0]).toBeCloseTo(26.3333333333333, 10)
  expect(bca?.[1]).toBeCloseTo(72, 10)
  const percentile = percentileInterval(replicates)
  expect(percentile[0]).toBeCloseTo(24.1666666666667, 10)
  expect(percentile[1]).toBeCloseTo(67.8333333333333, 10)
  expect(standardDeviation(replicates)).toBeCloseTo(11.3661697512757, 3)
})

test('drawn resamples come close to all of them', () => {
  const drawn = bootstrap(sample, average, { luck: luck(), replicates: 40_000 })
  expect(drawn.value).toBeCloseTo(265 / 6, 12)
  expect(drawn.n).toBe(6)
  expect(drawn.se).toBeGreaterThan(11.366 * 0.98)
  expect(drawn.se).toBeLessThan(11.366 * 1.02)
  expect(Math.abs(drawn.interval[0] - 26.33)).toBeLessThan(0.7)
  expect(Math.abs(drawn.interval[1] - 72)).toBeLessThan(0.7)
  expect(drawn.estimator).toBe('bootstrap, BCa interval of 40000 replicates')
})

test('the same luck gives the same interval, another luck another', () => {
  const one = bootstrap(sample, average, { luck: luck() })
  expect(bootstrap(sample, average, { luck: luck() }).replicates).toEqual(one.replicates)
  expect(bootstrap(sample, average, { luck: luck('b') }).replicates).not.toEqual(one.replicates)
})

test('items of any kind, and numbers, give the same replicates', () => {
  const rows = sample.map((score) => ({ score }))
  const ofRows = bootstrap(rows, (some) => mean(some.map((row) => row.score)), { luck: luck() })
  const ofNumbers = bootstrap(sample, average, { luck: luck() })
  expect(ofRows.replicates).toEqual(ofNumbers.replicates)
  expect(ofRows.interval).toEqual(ofNumbers.interval)
})

test('leaving each unit out once gives the acceleration, in numbers and in clusters', () => {
  const seen: number[] = []
  const watched = (some: Float64Array) => {
    if (some.length === 5) seen.push(mean(some))
    return mean(some)
  }
  bootstrap(sample, watched, { luck: luck(), replicates: 100 })
  expect(seen).toEqual(sample.map((one) => (265 - one) / 5))
  const lengths: number[] = []
  bootstrap(['a', 'a', 'b', 'c', 'c', 'c'], (some) => lengths.push(some.length), {
    luck: luck(),
    replicates: 100,
    cluster: (name) => name,
  })
  expect(lengths[0]).toBe(6)
  expect(lengths.slice(-3)).toEqual([4, 5, 3])
})

test('whole clusters are resampled, so repeated answers add no precision', () => {
  const answers = sample.flatMap((value, person) => Array.from({ length: 50 }, () => ({ value, person })))
  const statistic = (some: readonly { value: number }[]) => mean(some.map((one) => one.value))
  const options = { luck: luck(), replicates: 2000 }
  const naive = bootstrap(answers, statistic, options)
  const honest = bootstrap(answers, statistic, { ...options, luck: luck(), cluster: (one) => one.person })
  expect([naive.n, honest.n]).toEqual([300, 6])
  expect(honest.se! / naive.se!).toBeGreaterThan(6)
  expect(honest.interval[0]).toBeGreaterThan(24)
  expect(honest.estimator).toContain('cluster bootstrap')
  const alone = bootstrap(sample, average, { luck: luck(), replicates: 2000 })
  expect(honest.interval[0]).toBeCloseTo(alone.interval[0], 9)
})

test('where no BCa interval exists the note says so', () => {
  const flat = bootstrap([3, 3, 3], average, { luck: luck(), replicates: 200 })
  expect(flat.interval).toEqual([3, 3])
  expect(flat.note).toContain('no BCa interval exists')
  expect(bootstrap(sample, average, { luck: luck(), interval: 'percentile' }).note).toBeUndefined()
})

test('misuse is named', () => {
  const options = { luck: luck() }
  expect(() => bootstrap([], average, options)).toThrow('a bootstrap of 0 items')
  expect(() => bootstrap([1], average, options)).toThrow('a bootstrap of 1 items')
  expect(() => bootstrap([1, Number.NaN], average, options)).toThrow('a bootstrap: value 1 is NaN')
  expect(() => bootstrap(sample, average, { ...options, replicates: 10 })).toThrow('10 bootstrap replicates')
  expect(() => bootstrap(sample, average, { ...options, level: 95 })).toThrow('the level of an interval is 95')
  expect(() => bootstrap(sample, () => Number.NaN, options)).toThrow('the statistic is NaN on the sample itself')
  expect(() => bootstrap(['a', 'b'], (some) => (new Set(some).size === 1 ? 1 / 0 : 1), options)).toThrow(
    /the statistic is Infinity on resample \d+; it must be a finite number/,
  )
  expect(() => bootstrap(sample, average, { ...options, cluster: () => 'one' })).toThrow('1 clusters; at least two')
  expect(() => bootstrap(sample, average, { ...options, cluster: () => Number.NaN })).toThrow(
    'belongs to the cluster NaN',
  )
  expect(() => bootstrap(sample, average, { luck: luckOf('unaddressed') })).toThrow('must say what it decides')
})
