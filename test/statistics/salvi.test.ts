import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { coefficient, crossed, exponentiate, factor, logitAtEachCut, proportionalOdds } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const file = new URL('../../../shared/data/salvi-2024/rounds.csv', import.meta.url)
const rows = existsSync(file)
  ? (parse(readFileSync(file), { columns: true }) as Record<string, string>[]).map((row) => ({
      pre: Number(row['side_agreement_pre_likert']),
      post: Number(row['side_agreement_post_likert']),
      treatment: row['treatment_type']!,
      ai: row['opponent_is_ai'] === 'True',
      personalised: row['personalized'] === 'True',
    }))
  : []

/** An odds ratio against a reference arm, with its profile interval. */
const against = (reference: string, arm: string) => {
  const fit = proportionalOdds(rows, {
    outcome: 'post',
    terms: [factor('pre'), factor('treatment', { reference })],
  })
  return exponentiate(coefficient(fit, `treatment=${arm}`))
}

describe.skipIf(rows.length === 0)('the debate trial of Salvi et al. (skipped where ../shared is absent)', () => {
  test('personalised AI against human-human is 1.799 [1.263, 2.566]', () => {
    const { value, interval, n } = against('Human-Human', 'Human-AI, personalized')
    expect(n).toBe(750)
    expect(value).toBeCloseTo(1.799, 3)
    expect(interval[0]).toBeCloseTo(1.263, 3)
    expect(interval[1]).toBeCloseTo(2.566, 3)
  })

  test('personalised AI against plain AI is 1.500 [0.994, 2.268]', () => {
    const { value, interval } = against('Human-AI', 'Human-AI, personalized')
    expect(value).toBeCloseTo(1.5, 3)
    expect(interval[0]).toBeCloseTo(0.994, 3)
    expect(interval[1]).toBeCloseTo(2.268, 3)
  })

  test('AI by personalisation has z = 1.957', () => {
    const fit = proportionalOdds(rows, {
      outcome: 'post',
      terms: [factor('pre'), ...crossed(factor('ai'), factor('personalised'))],
    })
    expect(coefficient(fit, 'ai=true:personalised=true').statistic).toBeCloseTo(1.957, 3)
  })

  test('at each cut, the odds ratio of personalised AI falls with the height of the cut', () => {
    const cuts = logitAtEachCut(rows, {
      outcome: 'post',
      terms: [factor('pre'), factor('treatment', { reference: 'Human-Human' })],
    })
    const ratios = cuts.map(({ at, fit }) => {
      if (!fit) throw new Error(`the cut at ${at} has no fit`)
      return Math.exp(coefficient(fit, 'treatment=Human-AI, personalized').value)
    })
    expect(cuts.map(({ at }) => at)).toEqual([1, 2, 3, 4])
    for (const [k, ratio] of [2.2116, 2.6401, 1.6005, 1.5045].entries()) expect(ratios[k]).toBeCloseTo(ratio, 4)
  })
})
