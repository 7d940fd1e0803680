import { readFileSync } from 'node:fs'
import { luckOf } from 'suasion'
import { bradleyTerryRegression, comparisonFitness, expectedScores, numeric, thurstone } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const { rows, deviance, scores } = JSON.parse(
  readFileSync(new URL('fixtures/comparison-scores.json', import.meta.url), 'utf8'),
) as {
  readonly rows: readonly { first: string; second: string; wins: number; losses: number }[]
  readonly deviance: readonly number[]
  readonly scores: readonly (readonly number[])[]
}

describe('expected scores and fitness', () => {
  test('are those of R', () => {
    const fit = bradleyTerryRegression(rows, { side: true })
    const found = expectedScores(fit, 'davidson')
    expect(found.map(({ first, second }) => first + second)).toEqual(['ab', 'ac', 'bc'])
    for (const [i, { score, win, tie }] of found.entries()) {
      for (const [k, value] of [score.value, ...score.interval!].entries()) expect(value).toBeCloseTo(scores[i]![k]!, 5)
      expect([win, tie]).toEqual([score.value, 0])
    }
    const fitness = comparisonFitness(fit, rows, { side: true }, 'davidson')
    expect(fitness.deviance!.statistic).toBeCloseTo(deviance[0]!, 6)
    expect(fitness.deviance!.df).toBe(3)
    expect(fitness.deviance!.p).toBeCloseTo(deviance[2]!, 6)
    expect(fitness.unmet).toEqual([])
  })

  test('with ties hold the share of ties, and turn round with the pair', () => {
    const tied = rows.map((row, i) => ({ ...row, ties: 2 + i }))
    for (const ties of ['davidson', 'rao-kupper'] as const) {
      const fit = bradleyTerryRegression(tied, { ties })
      for (const { win, tie, score } of expectedScores(fit, ties)) {
        expect(score.value).toBeCloseTo(win + tie / 2, 12)
        expect(tie).toBeGreaterThan(0.05)
        expect(score.interval![0]).toBeLessThan(score.value)
        expect(score.interval![1]).toBeGreaterThan(score.value)
      }
      // Davidson's strengths are such that what is expected of a player in all is what it got.
      const { pairs } = comparisonFitness(fit, tied, { ties }, ties)
      const sum = (of: 'seen' | 'expected') =>
        pairs.reduce((all, each) => all + (each.first === 'a' ? each.n * each[of] : 0), 0)
      if (ties === 'davidson') expect(sum('expected')).toBeCloseTo(sum('seen'), 4)
    }
    const probit = thurstone(tied, { side: true })
    expect(expectedScores(probit, 'glenn-david')[0]!.score.value).toBeGreaterThan(0.5)
  })

  test('hold the truth as often as their level says', () => {
    const strength = { a: 0.7, b: 0, c: -0.4 } as const
    const names = Object.keys(strength) as (keyof typeof strength)[]
    const luck = luckOf('scores')
    let held = 0
    const times = 200
    for (let k = 0; k < times; k++) {
      const played = names.flatMap((first, i) =>
        names.slice(i + 1).map((second) => {
          const chance = 1 / (1 + Math.exp(strength[second] - strength[first]))
          const wins = Array.from({ length: 40 }, (_, n) => luck.of(k, first, second, n).uniform() < chance).filter(
            Boolean,
          ).length
          return { first, second, wins, losses: 40 - wins }
        }),
      )
      const [low, high] = expectedScores(bradleyTerryRegression(played), 'davidson', 0.9)[0]!.score.interval!
      const truth = 1 / (1 + Math.exp(-0.7))
      held += Number(low < truth && truth < high)
    }
    expect(held / times).toBeGreaterThan(0.84)
    expect(held / times).toBeLessThan(0.96)
  })

  test('name the pairs that never met and those that went another way, and give no deviance with covariates', () => {
    const odd = [
      { first: 'a', second: 'b', wins: 30, losses: 10 },
      { first: 'b', second: 'c', wins: 30, losses: 10 },
      { first: 'c', second: 'a', wins: 30, losses: 10 },
      { first: 'd', second: 'a', wins: 5, losses: 5, ties: 0 },
    ]
    const fit = bradleyTerryRegression(odd)
    const { pairs, unmet, deviance: found } = comparisonFitness(fit, odd, {}, 'davidson')
    expect(unmet).toEqual([
      ['b', 'd'],
      ['c', 'd'],
    ])
    expect(Math.abs(pairs[0]!.residual)).toBeGreaterThan(2)
    expect(found!.p).toBeLessThan(0.001)
    const x = rows.map((row, i) => ({ ...row, x: i % 4 }))
    const model = { terms: [numeric('x')] }
    expect(comparisonFitness(bradleyTerryRegression(x, model), x, model, 'davidson').deviance).toBeNull()
    expect(() => expectedScores(fit, 'davidson', 2)).toThrow('level')
  })
})
