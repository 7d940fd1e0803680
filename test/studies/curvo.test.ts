import { luckOf } from 'suasion'
import { splitter, suspicious } from 'suasion/protocols/traitors'
import study from 'suasion/studies/curvo-2025-traitors'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkStudy } from '../../src/lab/check.ts'
import { type Ended, run } from '../../src/lab/run.ts'

let ended: Ended
beforeAll(async () => {
  ended = await run(study)
})
const estimatesOf = ({ rows }: Ended) => study.estimates(rows as never, luckOf('estimates'))

describe('curvo-2025-traitors', () => {
  it('keeps every promise of the kit', async () => {
    expect(await checkStudy(study)).toEqual([])
  })
  it('derives the random baselines exactly, and simulates the rest within its margin', () => {
    const estimates = estimatesOf(ended)
    expect(estimates['random, 7 + 3']!.value).toBeCloseTo(11 / 160, 14)
    for (const [name, { claim, value, margin }] of Object.entries(study.published)) {
      const estimate = estimates[name]!
      if (claim !== 'formal') continue
      const [low, high] = estimate.interval ?? [estimate.value, estimate.value]
      expect(low - margin, name).toBeLessThanOrEqual(value)
      expect(high + margin, name).toBeGreaterThanOrEqual(value)
    }
  })
  it('holds numbers of language models for reference only', () => {
    const models = Object.entries(study.published).filter(([name]) => name.startsWith('GPT-4o'))
    expect(models).toHaveLength(3)
    for (const [, each] of models) expect([each.claim, each.population]).toEqual(['language-model', 'GPT-4o'])
  })
  it('names its traps', () => {
    for (const trap of ['IDR', 'DES', 'win test', 'without deception']) expect(study.limits.join(' ')).toContain(trap)
  })
  it('sets honesty beside success: traitors lie in every claim, and the faithful in none', () => {
    for (const row of ended.rows.filter(({ play, statements }) => play === 'cast' && Number(statements) > 0))
      expect(row['untrue']).toBe(row['deceiver'] ? row['statements'] : 0)
    const { 'lies believed': believed, 'votes against liars': against } = estimatesOf(ended)
    expect(believed!.value + against!.value).toBeCloseTo(1, 1)
  })
  it('takes another cast, and rows of no game', async () => {
    const other = await run(study, { n: 30, cast: { traitor: splitter(), faithful: suspicious({ beta: 0 }) } })
    expect(other.flow.valid).toBe(30)
    expect(estimatesOf(other)['GPT-4o, TAS']!.value).toBeLessThan(1)
    const none = study.estimates([], luckOf('none'))
    expect(none['random votes, FCR']).toBeNull()
    expect(none['random, 9 + 1']!.value).toBeCloseTo(65 / 128, 14)
  })
})
