import fc from 'fast-check'
import { type Design, type Finished, luckOf, type Trial, trialKey } from 'suasion'
import { describe, expect, it } from 'vitest'
import { between } from '../../src/designs/between.ts'

const factors = { opponent: ['human', 'ai'], personal: [true, false] } as const
const all = (design: Design, key = 'study'): readonly Trial[] => {
  const trials = design.next([], [], luckOf(key))
  if (trials === 'wait') throw new Error('nothing was running')
  return trials
}
const cellOf = ({ condition }: Trial) => JSON.stringify(condition)
const counts = (trials: readonly Trial[], of: (trial: Trial) => string, every: readonly string[]) =>
  every.map((name) => trials.filter((trial) => of(trial) === name).length)
const spread = (numbers: readonly number[]) => Math.max(...numbers) - Math.min(...numbers)
const names = [...new Set(all(between(factors, { n: 40 })).map(cellOf))]
const table = { rows: Array.from({ length: 7 }, (_, i) => ({ id: `topic${i}` })) }

describe('between', () => {
  it('fills all cells within one of equally, each unit with luck of its own', () => {
    expect(names).toHaveLength(4)
    for (const n of [4, 5, 6, 7, 8, 101]) {
      const trials = all(between(factors, { n }))
      expect(trials.map(({ replicate }) => replicate)).toEqual(Array.from({ length: n }, (_, i) => i))
      expect(new Set(trials.map(({ pair }) => pair)).size).toBe(n)
      expect(spread(counts(trials, cellOf, names))).toBe(n % 4 === 0 ? 0 : 1)
    }
  })

  it('is balanced at every point of recruitment, and still random', () => {
    const trials = all(between(factors, { n: 400 }))
    for (let met = 4; met <= 400; met += 4) expect(spread(counts(trials.slice(0, met), cellOf, names))).toBe(0)
    const firsts = Array.from({ length: 2000 }, (_, i) => cellOf(all(between(factors, { n: 4 }), `study ${i}`)[0]!))
    for (const name of names) expect(firsts.filter((first) => first === name).length / 2000).toBeCloseTo(0.25, 1)
  })

  it('is balanced within blocks and overall at once, whatever the blocks are', () => {
    const property = fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 60 }),
      (blocks) => {
        const trials = all(between(factors, { n: blocks.length, blocks: (i) => blocks[i]! }), blocks.join())
        expect(spread(counts(trials, cellOf, names))).toBeLessThanOrEqual(1)
        for (const block of new Set(blocks)) {
          const within = trials.filter(({ replicate }) => blocks[replicate] === block)
          expect(spread(counts(within, cellOf, names))).toBeLessThanOrEqual(1)
        }
      },
    )
    fc.assert(property, { numRuns: 200 })
  })

  it('gives each cell each item equally often within one, and the study too', () => {
    for (const n of [9, 28, 57]) {
      const trials = all(between(factors, { n, items: table }))
      const ids = table.rows.map(({ id }) => id)
      expect(spread(counts(trials, ({ item }) => item!, ids))).toBeLessThanOrEqual(1)
      for (const name of names) {
        const within = trials.filter((trial) => cellOf(trial) === name)
        expect(spread(counts(within, ({ item }) => item!, ids))).toBeLessThanOrEqual(1)
      }
    }
  })

  it('is reproducible from its luck, and resumes with exactly what is missing', () => {
    const design: Design = between(factors, { n: 30, items: table })
    const trials = all(design)
    expect(all(design)).toEqual(trials)
    expect(all(design, 'other').map(cellOf)).not.toEqual(trials.map(cellOf))
    const odd = trials.filter((_, i) => i % 2 === 1)
    const finished = odd.slice(0, 7).map((trial): Finished => ({ trial, rows: [], payoff: null, kept: {} }))
    const running = odd.slice(7)
    const next = design.next(finished, running, luckOf('study')) as readonly Trial[]
    expect(next.map(trialKey)).toEqual(trials.filter((_, i) => i % 2 === 0).map(trialKey))
    expect(design.next([], trials, luckOf('study'))).toBe('wait')
  })

  it('takes another size from one unit a cell up', () => {
    const design = between(factors, { n: 40, items: table })
    expect(all(design.resize(6))).toHaveLength(6)
    expect(() => design.resize(3)).toThrow('3 units cannot fill 4 cells')
  })

  it.each([0, -4, 2.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s units', (n) => {
    expect(() => between(factors, { n })).toThrow(/between: n must be a whole number of at least 1/)
  })

  it('refuses an empty item table and a factor without levels', () => {
    expect(() => between(factors, { n: 4, items: { rows: [] } })).toThrow('the item table has no rows')
    expect(() => between({ opponent: [] }, { n: 4 })).toThrow('the factor opponent has no levels')
  })
})
