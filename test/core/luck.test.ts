import fc from 'fast-check'
import { type Luck, luckOf } from 'suasion'
import { describe, expect, it } from 'vitest'
import { philox } from '../../src/math/philox.ts'

const words = (counter: readonly number[], key: readonly number[]): string => {
  const out = new Uint32Array(4)
  philox(counter[0]!, counter[1]!, counter[2]!, counter[3]!, key[0]!, key[1]!, out)
  return [...out].map((word) => word.toString(16).padStart(8, '0')).join(' ')
}

describe('philox', () => {
  // Known answers of Random123 (Salmon et al. 2011), philox4x32-10.
  it('gives the known answers', () => {
    const ones = [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff]
    expect(words([0, 0, 0, 0], [0, 0])).toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8')
    expect(words(ones, ones)).toBe('408f276d 41c83b0e a20bc7c6 6d5451fd')
    expect(words([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toBe(
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    )
  })
})

const sample = (n: number, of: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => of(i))
const mean = (x: Float64Array) => x.reduce((a, b) => a + b, 0) / x.length
const correlation = (x: Float64Array, y: Float64Array): number => {
  const [mx, my] = [mean(x), mean(y)]
  const sum = (f: (i: number) => number) => x.reduce((total, _, i) => total + f(i), 0)
  const covariance = sum((i) => (x[i]! - mx) * (y[i]! - my))
  return covariance / Math.sqrt(sum((i) => (x[i]! - mx) ** 2) * sum((i) => (y[i]! - my) ** 2))
}
/** Pearson's chi-square against equal shares of `k` bins. */
const chiSquare = (x: Float64Array, k: number): number => {
  const counts = new Float64Array(k)
  for (const value of x) counts[Math.floor(value * k)]!++
  return counts.reduce((total, count) => total + (count - x.length / k) ** 2 / (x.length / k), 0)
}

describe('addressed luck', () => {
  const luck = luckOf('study/pair')
  const addresses: Readonly<Record<string, (i: number) => Luck>> = {
    rounds: (i) => luck.of('round', i),
    names: (i) => luck.of('seat', `player${i}`),
    'two numbers': (i) => luck.of(Math.floor(i / 100), i % 100),
    keys: (i) => luckOf(`study/${i}`).of('deal'),
  }

  it('gives the same draws at the same address, whatever was drawn before', () => {
    const early = luck.of('pairing', 3)
    const first = [early.uniform(), early.uniform(), early.normal()]
    luck.of('something else').draw([1, 2, 3], 3)
    const late = luckOf('study/pair').of('pairing').of(3)
    expect([late.uniform(), late.uniform(), late.normal()]).toEqual(first)
    expect(new Set(first).size).toBe(3)
  })

  it('never confuses two addresses', () => {
    const pairs: [Luck, Luck][] = [
      [luck.of('a', 'bc'), luck.of('ab', 'c')],
      [luck.of(1), luck.of('1')],
      [luck.of(1, 2), luck.of(2, 1)],
      [luck.of(12), luck.of(1, 2)],
      [luck.of('a'), luck.of('a', '')],
      [luck.of(0), luck.of('')],
      [luckOf('a').of('b'), luckOf('b').of('a')],
      [luckOf('ab').of('c'), luckOf('a').of('bc')],
      [luck.of(2 ** 40), luck.of(0)],
      [luck.of(-1), luck.of(1)],
      [luck.of(0.5), luck.of(0)],
    ]
    for (const [one, other] of pairs) expect(one.uniform()).not.toBe(other.uniform())
    const all = Object.values(addresses).flatMap((of) => Array.from({ length: 20_000 }, (_, i) => of(i).uniform()))
    expect(new Set(all).size).toBe(80_000)
  })

  it('is uniform over neighbouring addresses, and unrelated from one to the next', () => {
    for (const of of Object.values(addresses)) {
      const x = sample(20_000, (i) => of(i).uniform())
      expect(Math.abs(mean(x) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 20_000))
      // 63 degrees of freedom: 120 is beyond the 99.998th percentile.
      expect(chiSquare(x, 64)).toBeLessThan(120)
      for (const lag of [1, 2, 100])
        expect(Math.abs(correlation(x.slice(lag), x.slice(0, -lag)))).toBeLessThan(4 / Math.sqrt(20_000))
    }
    const [one, other] = [
      sample(20_000, (i) => luck.of('a', i).uniform()),
      sample(20_000, (i) => luck.of('b', i).uniform()),
    ]
    expect(Math.abs(correlation(one, other))).toBeLessThan(4 / Math.sqrt(20_000))
  })

  it('refuses a draw that does not say what it decides', () => {
    for (const draw of [
      () => luck.uniform(),
      () => luck.pick([1, 2]),
      () => luck.weighted([1, 2], [1, 1]),
      () => luck.draw([1, 2], 1),
      () => luck.normal(),
    ])
      expect(draw).toThrow('a draw must say what it decides')
  })

  it('gives uniform numbers from 0 up to and without 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, purpose) => {
        const x = luckOf(key).of(purpose).uniform()
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThan(1)
      }),
    )
  })

  it('draws normal numbers with the mean and deviation asked for', () => {
    const x = sample(20_000, (i) => luck.of('normal', i).normal(10, 2))
    expect(mean(x)).toBeCloseTo(10, 1)
    expect(Math.sqrt(mean(x.map((each) => (each - mean(x)) ** 2)))).toBeCloseTo(2, 1)
    const beyond = x.filter((each) => Math.abs(each - 10) > 1.959964 * 2).length / x.length
    expect(Math.abs(beyond - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / 20_000))
  })

  it('picks by weight, never what weighs nothing', () => {
    const counts = { a: 0, b: 0, c: 0, d: 0 }
    for (let i = 0; i < 20_000; i++) counts[luck.of('w', i).weighted(['a', 'b', 'c', 'd'] as const, [0, 1, 3, 0])]++
    expect([counts.a, counts.d]).toEqual([0, 0])
    expect(Math.abs(counts.c / 20_000 - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / 20_000))
    for (const [weights, fault] of [
      [[1], '2 elements have 1 weights'],
      [[0, 0], 'all weights are zero'],
      [[1, -1], 'one is -1'],
      [[1, Number.NaN], 'one is NaN'],
      [[1, Number.POSITIVE_INFINITY], 'one is Infinity'],
    ] as const)
      expect(() => luck.of('w').weighted([1, 2], weights)).toThrow(fault)
  })

  it('draws different elements, every order equally often', () => {
    const orders = new Map<string, number>()
    for (let i = 0; i < 24_000; i++) {
      const drawn = luck.of('d', i).draw(['a', 'b', 'c', 'd'], 3).join('')
      orders.set(drawn, (orders.get(drawn) ?? 0) + 1)
    }
    expect(orders.size).toBe(24)
    const chi = [...orders.values()].reduce((total, count) => total + (count - 1000) ** 2 / 1000, 0)
    // 23 degrees of freedom: 60 is beyond the 99.996th percentile.
    expect(chi).toBeLessThan(60)
    expect(luck.of('none').draw([], 0)).toEqual([])
    for (const k of [-1, 4, Number.NaN]) expect(() => luck.of('d').draw([1, 2, 3], k)).toThrow(`cannot draw ${k}`)
    expect(() => luck.of('p').pick([])).toThrow('nothing to pick from')
  })

  it('leaves what it draws from as it was', () => {
    const from = Object.freeze([3, 1, 2])
    expect([...luck.of('order').draw(from, 3)].sort()).toEqual([1, 2, 3])
    expect(from).toEqual([3, 1, 2])
  })
})
