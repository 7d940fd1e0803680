import { luckOf } from 'suasion'
import { heldOut, mean, refitted, SeparationError, skillOver, toDecimals } from 'suasion/statistics'
import { expect, test } from 'vitest'

const luck = luckOf('held out').of('test')
const units = Array.from({ length: 23 }, (_, i) => i)

test('each unit is forecast once, by what was learnt without it and its fold, in the order of the units', () => {
  const seen: number[][] = []
  const forecasts = heldOut(units, { luck, folds: 5 }, (train) => {
    seen.push([...train])
    return (unit) => {
      expect(train).not.toContain(unit)
      return unit * 2
    }
  })
  expect(forecasts).toEqual(units.map((unit) => unit * 2))
  expect(seen.map(({ length }) => length).sort()).toEqual([18, 18, 18, 19, 19])
  expect(() => heldOut([1], { luck }, () => () => 0)).toThrow('1 units cannot be dealt into 10 folds')
  expect(() => heldOut(units, { luck, folds: 1 }, () => () => 0)).toThrow('1 folds')
})

test('refits resample whole units, and draw again where a sample is separated', () => {
  const means = refitted(units, { luck, draws: 400 }, mean)
  const spread = Math.sqrt(mean(means.map((each) => (each - mean(means)) ** 2)))
  // The standard error of the mean of 0..22.
  expect(spread).toBeCloseTo(Math.sqrt((23 ** 2 - 1) / 12 / 23), 0)
  let tries = 0
  const some = refitted(units, { luck, draws: 10 }, (sample) => {
    if (tries++ % 3 === 0) throw new SeparationError('x')
    return sample.length
  })
  expect(some).toEqual(new Array(10).fill(23))
  const never = () => {
    throw new SeparationError('x')
  }
  expect(() => refitted(units, { luck, draws: 5 }, never)).toThrow(
    'of 10 bootstrap samples only 0 could be fitted; 23 units are too few',
  )
  const broken = () => {
    throw new Error('broken')
  }
  expect(() => refitted(units, { luck }, broken)).toThrow('broken')
})

test('skill is what a loss saves of a baseline, and numbers are rounded wherever they stand', () => {
  expect(skillOver(0.2, 0.4)).toBe(0.5)
  expect(skillOver(0.2, 0)).toBe(0)
  expect(toDecimals({ a: [1.23456, { b: 2.00001 }], c: 'x' })).toEqual({ a: [1.2346, { b: 2 }], c: 'x' })
})
