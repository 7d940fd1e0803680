import { welchTest } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { compareRuns, renderComparison } from '../../src/lab/compare.ts'
import { run } from '../../src/lab/run.ts'
import { pokerStudy } from './fixture.ts'
import { teller, toldRun } from './told-study.ts'

const truthful = () => toldRun({ perCell: 30 }, { cast: { persuader: teller('honest', 'Think again.', 1) } })

describe('two runs', () => {
  test('are compared in pairs that met the same luck', async () => {
    const [a, b] = [await truthful(), await toldRun({ perCell: 30 })]
    const { matched, differences, byArm, differs } = compareRuns(a, b)
    expect(matched).toEqual({ lucks: 30, rows: 90, onlyFirst: 0, onlySecond: 0 })
    expect(differs.map(({ field }) => field)).toContain('cast')
    const found = Object.fromEntries(differences.map((each) => [each.column, each]))
    // The listener's luck is the same in both, and it does not weigh what it hears: nothing is left of the noise.
    expect(found['pre']!.difference).toMatchObject({ value: 0, n: 30 })
    expect(found['post']!.difference.value).toBe(0)
    expect(found['truthful']!.first).toBe(1)
    const means = b.rows.map((row) => row['truthful'] as number)
    const other = means.reduce((sum, value) => sum + value, 0) / means.length
    expect(found['truthful']!.second).toBeCloseTo(other, 12)
    expect(found['truthful']!.difference.value).toBeCloseTo(1 - other, 12)
    expect(found['truthful']!.difference.interval![0]).toBeGreaterThan(0)
    expect(found['truthful']!.meaning).toBe('share of what was said that was believed')
    // Booleans count, factors and addresses do not.
    expect(Object.keys(found).sort()).toEqual(['manipulative', 'post', 'pre', 'truthful'])
    expect(byArm.map(({ arm, rows }) => [arm, rows])).toEqual([
      ['none', 30],
      ['plain', 30],
      ['personal', 30],
    ])
  })

  test('are narrower in pairs than apart', async () => {
    const a = await toldRun({ perCell: 40 })
    const shift = a.rows.map((row, i) => ({ ...row, post: (row['post'] as number) + (i % 4 === 0 ? 1 : 0) }))
    const { differences } = compareRuns(a, { ...a, rows: shift })
    const post = differences.find(({ column }) => column === 'post')!.difference
    expect(post.value).toBeCloseTo(-1 / 4, 2)
    const width = ([low, high]: readonly [number, number]): number => high - low
    const posts = (rows: typeof a.rows): number[] => rows.map((row) => row['post'] as number)
    expect(width(post.interval!)).toBeLessThan(width(welchTest(posts(a.rows), posts(shift)).interval) / 2)
  })

  test('of another size match where they can, and count the rest', async () => {
    const [a, b] = [await toldRun({ perCell: 10 }), await toldRun({ perCell: 14 })]
    expect(compareRuns(a, b).matched).toEqual({ lucks: 10, rows: 30, onlyFirst: 0, onlySecond: 12 })
    expect(compareRuns(b, a).matched).toEqual({ lucks: 10, rows: 30, onlyFirst: 12, onlySecond: 0 })
  })

  test('are refused where nothing could be learnt', async () => {
    const [a, other, poker] = [await toldRun(), await toldRun({}, { seed: '2' }), await run(pokerStudy())]
    expect(() => compareRuns(a, poker)).toThrow('of nobody-2026-telling and of kuhn-1950-test')
    expect(() => compareRuns(a, other)).toThrow('their seeds are 1 and 2')
    const crossed = await toldRun({}, { cast: { persuader: [teller('one'), teller('two')] } })
    expect(() => compareRuns(crossed, a)).toThrow('cast.persuader is in one of these only')
    expect(() => compareRuns(a, { ...a, stored: [] })).toThrow('which the run has no episode of')
    expect(() => compareRuns({ ...a, rows: [] }, a)).toThrow('met the same luck')
  })

  test('read as text', async () => {
    const text = renderComparison(compareRuns(await truthful(), await toldRun({ perCell: 30 })))
    expect(text).toContain('90 rows in pairs that share their luck (30 lucks)')
    expect(text).toMatch(/truthful +1\.00 +0\.\d+ +0\.\d+ \[0\.\d+, 0\.\d+\] +30/)
    expect(text).not.toMatch(/undefined|NaN/)
  })
})
