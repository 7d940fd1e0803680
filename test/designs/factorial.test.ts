import { type Design, type Finished, luckOf, type Trial, trialKey } from 'suasion'
import { describe, expect, it } from 'vitest'
import { factorial } from '../../src/designs/factorial.ts'

const factors = { model: ['plain', 'tailored'], tone: ['warm', 'cold', 'dry'] } as const
const finish = (trial: Trial): Finished => ({ trial, rows: [], payoff: null, kept: {} })
const all = (design: Design, key = 'study'): readonly Trial[] => {
  const trials = design.next([], [], luckOf(key))
  if (trials === 'wait') throw new Error('nothing was running')
  return trials
}
const keys = (trials: readonly Trial[] | 'wait') => (trials === 'wait' ? trials : trials.map(trialKey))
const table = { rows: ['a', 'b', 'c', 'd'].map((id) => ({ id })) }

describe('factorial', () => {
  it('runs every cell as often as was said, under one key each', () => {
    const design = factorial(factors, { perCell: 5 })
    const trials = all(design)
    expect(trials).toHaveLength(design.size)
    expect(new Set(trials.map(trialKey)).size).toBe(30)
    for (const model of factors.model)
      for (const tone of factors.tone)
        expect(trials.filter(({ condition }) => condition.model === model && condition.tone === tone)).toHaveLength(5)
  })

  it('gives all cells of a replicate the same pair and item, and each cell each item equally often', () => {
    const trials = all(factorial(factors, { perCell: 8, items: table }))
    for (let replicate = 0; replicate < 8; replicate++) {
      const of = trials.filter((trial) => trial.replicate === replicate)
      expect(new Set(of.map(({ pair }) => pair)).size).toBe(1)
      expect(new Set(of.map(({ item }) => item)).size).toBe(1)
    }
    expect(new Set(trials.map(({ pair }) => pair)).size).toBe(8)
    for (const tone of factors.tone)
      for (const { id } of table.rows) {
        const met = trials.filter(({ condition, item }) => condition.tone === tone && item === id)
        expect(met).toHaveLength(4)
      }
  })

  it('meets items within one of equally often where the replicates do not divide', () => {
    const trials = all(factorial({ a: ['x'] }, { perCell: 10, items: table }))
    const counts = table.rows.map(({ id }) => trials.filter(({ item }) => item === id).length)
    expect(counts.reduce((a, b) => a + b)).toBe(10)
    expect(Math.max(...counts) - Math.min(...counts)).toBe(1)
  })

  it('is the same for the same luck, in another order for other luck, and in order where that is asked', () => {
    const design = factorial(factors, { perCell: 4, items: table })
    expect(all(design)).toEqual(all(factorial(factors, { perCell: 4, items: table })))
    expect(keys(all(design, 'other'))).not.toEqual(keys(all(design)))
    const fixed = all(factorial(factors, { perCell: 2, order: 'fixed' }))
    expect(fixed.map(({ replicate }) => replicate)).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
  })

  it('after any trials finished gives exactly those that are missing, and waits only for running ones', () => {
    const design: Design = factorial(factors, { perCell: 3, items: table })
    const luck = luckOf('study')
    const trials = all(design)
    for (let round = 0; round < 30; round++) {
      const coin = luckOf(`subset ${round}`)
      const state = trials.map((_, i) => coin.of(i).pick(['open', 'running', 'finished']))
      const of = (name: string) => trials.filter((_, i) => state[i] === name)
      const next = design.next(of('finished').map(finish), of('running'), luck)
      expect(keys(next)).toEqual(of('open').map(trialKey))
    }
    expect(design.next(trials.slice(1).map(finish), trials.slice(0, 1), luck)).toBe('wait')
    expect(design.next(trials.map(finish), [], luck)).toEqual([])
  })

  it('gives each trial its own condition object', () => {
    const [first] = all(factorial({ on: [true, false], dose: [1, 2] }, { perCell: 1, order: 'fixed' }))
    expect(first).toEqual({ condition: { on: true, dose: 1 }, replicate: 0, pair: '0' })
  })

  it('takes another size that its cells divide, and refuses others', () => {
    const design = factorial(factors, { perCell: 5 })
    expect(design.resize(12).size).toBe(12)
    expect(() => design.resize(20)).toThrow('6 cells, so the number of trials is a multiple of 6 such as 18, not 20')
    expect(() => design.resize(3)).toThrow('at least 6, not 3')
    expect(() => design.resize(Number.NaN)).toThrow('not NaN')
  })

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '3' as never])('refuses %s trials a cell', (perCell) => {
    expect(() => factorial(factors, { perCell })).toThrow(/factorial: perCell must be a whole number of at least 1/)
  })

  it('refuses factors without levels or with one twice, and an empty item table', () => {
    expect(() => factorial({ tone: [] }, { perCell: 1 })).toThrow('the factor tone has no levels')
    expect(() => factorial({ tone: ['a', 'a'] }, { perCell: 1 })).toThrow('the factor tone has the level a twice')
    expect(() => factorial({ dose: [1, '1'] }, { perCell: 1 })).toThrow('twice')
    expect(() => factorial(factors, { perCell: 1, items: { rows: [] } })).toThrow('the item table has no rows')
  })
})
