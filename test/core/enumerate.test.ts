import fc from 'fast-check'
import { type Branch, enumerate, type Luck, luckOf } from 'suasion'
import { describe, expect, it } from 'vitest'

const total = (branches: readonly Branch<unknown>[]) => branches.reduce((sum, { p }) => sum + p, 0)
const chances = <T>(branches: readonly Branch<T>[]): Record<string, number> => {
  const by: Record<string, number> = {}
  for (const { p, value } of branches) by[JSON.stringify(value)] = (by[JSON.stringify(value)] ?? 0) + p
  return by
}

describe('enumerate', () => {
  it('finds every outcome of a chain of draws with its probability', () => {
    const act = (luck: Luck) => {
      const coin = luck.of('coin').pick(['heads', 'tails'])
      return coin === 'heads' ? coin : `${coin} ${luck.of('die').weighted(['low', 'high'], [3, 1])}`
    }
    expect(chances(enumerate(act))).toEqual({ '"heads"': 0.5, '"tails low"': 0.375, '"tails high"': 0.125 })
  })

  it('gives one branch of probability 1 where nothing is drawn', () => {
    expect(enumerate(() => 'same')).toEqual([{ p: 1, value: 'same', drawn: new Map() }])
  })

  it('gives an address drawn again the same answer, in one act and along a history', () => {
    const [first, ...rest] = enumerate((luck) => [luck.of('deal').pick([1, 2, 3]), luck.of('deal').pick([1, 2, 3])])
    for (const { value } of [first!, ...rest]) expect(value[0]).toBe(value[1])
    expect(rest).toHaveLength(2)
    for (const { value, drawn } of [first!, ...rest]) {
      const later = enumerate((luck) => [luck.of('deal').pick([1, 2, 3]), luck.of('new').pick(['x', 'y'])], drawn)
      expect(later.map((branch) => branch.value)).toEqual([
        [value[0], 'x'],
        [value[0], 'y'],
      ])
      expect(later.map(({ p }) => p)).toEqual([0.5, 0.5])
    }
  })

  it('tells successive draws of one luck apart, as play does', () => {
    const two = enumerate((luck) => {
      const dice = luck.of('dice')
      return dice.pick([1, 2]) + dice.pick([10, 20])
    })
    expect(two.map(({ value }) => value)).toEqual([11, 21, 12, 22])
    expect(total(two)).toBe(1)
  })

  it('leaves out what weighs nothing, wherever it stands', () => {
    for (const [weights, expected] of [
      [
        [0, 0, 1, 1],
        ['c', 'd'],
      ],
      [
        [1, 0, 0, 1],
        ['a', 'd'],
      ],
      [[0, 2, 0, 0], ['b']],
    ] as const) {
      const branches = enumerate((luck) => luck.of('w').weighted(['a', 'b', 'c', 'd'], weights))
      expect(branches.map(({ value }) => value)).toEqual(expected)
      expect(total(branches)).toBe(1)
    }
    expect(() => enumerate((luck) => luck.of('w').weighted([1, 2], [0, 0]))).toThrow('all weights are zero')
  })

  it('draws without replacement, every order equally likely', () => {
    const orders = enumerate((luck) => luck.of('deal').draw(['j', 'q', 'k'], 2).join(''))
    expect(orders.map(({ value }) => value).sort()).toEqual(['jk', 'jq', 'kj', 'kq', 'qj', 'qk'])
    for (const { p } of orders) expect(p).toBeCloseTo(1 / 6, 15)
    expect(() => enumerate((luck) => luck.of('deal').draw([1, 2], 3))).toThrow('cannot draw 3')
  })

  it('has probabilities that sum to 1, and the same shares as play, for any tree of draws', () => {
    const tree = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }), { maxLength: 5 })
    const property = fc.property(tree, (levels) => {
      const usable = levels.filter((weights) => weights.some((w) => w > 0))
      const act = (luck: Luck) => {
        const path: number[] = []
        for (const weights of usable) {
          const places = weights.map((_, i) => i)
          const depth = path.length
          path.push(luck.of('level', depth, path.at(-1) ?? 0).weighted(places, weights))
        }
        return path
      }
      const branches = enumerate(act)
      expect(total(branches)).toBeCloseTo(1, 12)
      expect(new Set(branches.map(({ value }) => JSON.stringify(value))).size).toBe(branches.length)
      for (const { p, value } of branches) {
        const product = usable.reduce((q, weights, i) => q * (weights[value[i]!]! / weights.reduce((a, b) => a + b)), 1)
        expect(p).toBeCloseTo(product, 12)
      }
      const played = act(luckOf(JSON.stringify(levels)))
      expect(branches.some(({ value }) => JSON.stringify(value) === JSON.stringify(played))).toBe(true)
    })
    fc.assert(property, { numRuns: 100 })
  })

  it('refuses numbers without a finite list, naming what they decide, and draws without an address', () => {
    expect(() => enumerate((luck) => luck.of('shock', 2).normal())).toThrow('/"shock"/2 draws a normal number')
    expect(() => enumerate((luck) => luck.of('shock').uniform())).toThrow('/"shock" draws a uniform number')
    expect(() => enumerate((luck) => luck.pick([1]))).toThrow('a draw must say what it decides')
    expect(() => enumerate((luck) => luck.of('p').pick([]))).toThrow('nothing to pick from')
  })

  it('refuses to draw again at an address from a shorter list than before', () => {
    const act = (luck: Luck) => luck.of('x').pick([1, 2, 3]) + luck.of('x').pick([1, 2])
    expect(() => enumerate(act)).toThrow('/"x"#0 was drawn before, from more than 2')
  })

  it('never confuses two addresses', () => {
    const act = (luck: Luck) => [luck.of('a', 'b').pick([0, 1]), luck.of('a/b').pick([0, 1]), luck.of(1).pick([0, 1])]
    expect(enumerate(act)).toHaveLength(8)
    expect(enumerate((luck) => [luck.of(1).pick([0, 1]), luck.of('1').pick([0, 1])])).toHaveLength(4)
    expect(enumerate((luck) => [luck.of('a', 'b').pick([0, 1]), luck.of('a').of('b').pick([0, 1])])).toHaveLength(2)
  })
})
