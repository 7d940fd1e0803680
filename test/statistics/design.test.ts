import { crossed, design, factor, interaction, numeric } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

describe('design', () => {
  const rows = [
    { arm: 'human', pre: 1, profile: true },
    { arm: 'ai', pre: 2, profile: false },
    { arm: 'ai', pre: 3, profile: true },
    { arm: 'human', pre: 5, profile: false },
    { arm: 'none', pre: 5, profile: false },
  ]

  test('treatment coding, references and products, by name', () => {
    const { names, matrix } = design(
      rows,
      [numeric('pre'), ...crossed(factor('profile'), factor('arm', { reference: 'human' }))].slice(0, 3),
    )
    expect(names).toEqual(['intercept', 'pre', 'profile=true', 'arm=ai', 'arm=none'])
    expect([...matrix.subarray(0, 10)]).toEqual([1, 1, 1, 0, 0, 1, 2, 0, 1, 0])
    const four = rows.slice(0, 4)
    const products = design(four, crossed(factor('profile'), factor('arm', { reference: 'human' })), {
      intercept: false,
    })
    expect(products.names).toEqual(['profile=true', 'arm=ai', 'profile=true:arm=ai'])
    expect([...products.matrix]).toEqual([1, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0])
    const slopes = design(four, [numeric('pre'), interaction(numeric('pre'), factor('arm'))])
    expect(slopes.names).toEqual(['intercept', 'pre', 'pre:arm=human'])
    expect(slopes.matrix[2]).toBe(1)
  })

  test('a factor in a product has a column for every level where nothing before holds the rest, as in R', () => {
    const four = rows.slice(0, 4)
    const [arm, profile] = [factor('arm'), factor('profile')]
    expect(design(four, [arm, interaction(arm, numeric('pre'))]).names).toEqual([
      'intercept',
      'arm=human',
      'arm=ai:pre',
      'arm=human:pre',
    ])
    expect(design(four, [arm, interaction(arm, profile)]).names).toEqual([
      'intercept',
      'arm=human',
      'arm=ai:profile=true',
      'arm=human:profile=true',
    ])
    expect(design(four, [interaction(arm, profile)], { origin: true }).names).toHaveLength(4)
  })

  test('what is wrong is named', () => {
    const arm = factor('arm')
    expect(() => design([], [arm])).toThrow('no rows')
    expect(() => design(rows, [factor('arm', { reference: 'robot' })])).toThrow(
      'arm has no level "robot" to refer to; its levels are "ai", "human", "none"',
    )
    expect(() => design(rows.slice(1, 3), [arm])).toThrow('arm has one level only, ai')
    expect(() => design(rows, [arm, arm])).toThrow('arm stands twice')
    expect(() => design(rows, [interaction(arm, factor('profile'))])).toThrow('no row has arm none and profile true')
    expect(() => design(rows, [interaction(arm)])).toThrow('at least two different columns')
    expect(() =>
      design(rows, [factor('profile'), arm, interaction(factor('profile'), factor('arm', { reference: 'human' }))]),
    ).toThrow('arm is coded otherwise')
    expect(() => design(rows, [numeric('arm')])).toThrow("row 0: arm is 'human', not a finite number")
    expect(() => design([{ pre: 1 }, { pre: Number.NaN }], [numeric('pre')])).toThrow('row 1: pre is NaN')
    expect(() => design([{ pre: 1 }, { pre: null }], [factor('pre')])).toThrow('row 1: pre is null, not a category')
    expect(() => design([{ pre: 1 }, { pre: '1' }], [factor('pre')])).toThrow('row 1: pre is the string')
    expect(() => design([{ pre: 1 }, {}], [numeric('pre')])).toThrow('row 1: pre is undefined')
    expect(() => design([{ x: 1e200 }, { x: 2 }], [numeric('x')])).toThrow('x reaches 1e+200')
    const twins = rows.map((row) => ({ ...row, twice: 2 * row.pre + 1, flat: 4, zero: 0 }))
    expect(() => design(twins, [numeric('pre'), numeric('twice')])).toThrow('twice follows from intercept, pre')
    expect(() => design(twins, [numeric('flat')])).toThrow('flat is 4 in every row')
    expect(() => design(twins, [numeric('zero')])).toThrow('zero is 0 in every row')
    expect(() => design(rows, crossed(factor('profile'), arm))).toThrow('no row has profile true and arm none')
  })
})
