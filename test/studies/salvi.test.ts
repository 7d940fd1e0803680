import { existsSync, readFileSync } from 'node:fs'
import { type AnyMind, type AnyRow, type AnyStudy, type Estimate, luckOf, readRows } from 'suasion'
import { random } from 'suasion/minds'
import { describe, expect, test } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'
import { dataLedger } from '../../src/lab/ledger.ts'
import { designLuck, prepare } from '../../src/lab/prepare.ts'
import type { Stored } from '../../src/lab/record.ts'
import { rowsOf } from '../../src/lab/rows.ts'
import { compareWithPublished } from '../../src/lab/summary.ts'
import { controlArm } from '../../src/protocols/debate/fitted.ts'
import salvi from '../../studies/salvi-2024-conversational-persuasion.ts'

const study: AnyStudy = salvi
const file = new URL('../../../shared/data/salvi-2024/rounds.csv', import.meta.url)
const csv = existsSync(file) ? readFileSync(file, 'utf8') : ''
type Estimates = Readonly<Record<string, Estimate | null>>

const run = (n: number, seed: string, cast: Readonly<Record<string, AnyMind>> = {}): AnyRow[] => {
  const { design, manifest, stage } = prepare(study, { n, seed, cast })
  const trials = design.next([], [], designLuck(manifest))
  if (trials === 'wait') throw new Error('the design waits for nothing')
  return trials.flatMap((trial) => {
    const { scene, seating } = stage(trial)
    const probes = study.instruments.flatMap(({ probes = [] }) => probes)
    const { episode, kept } = play(scene, seating, { probes }) as Played
    return rowsOf(study, { key: seating.key, trial, episode, kept } satisfies Stored)
  })
}
const estimates = (rows: readonly AnyRow[]): Estimates => study.estimates(rows as never, luckOf('test'))

describe.skipIf(!csv)('the released rounds of Salvi et al. (skipped where ../shared is absent)', () => {
  const released = (text = csv) => study.data!.estimates(readRows(text, study.data!.columns, 'rounds.csv')) as Estimates
  const ours = csv ? released() : {}
  const name = 're-analysis: Human-AI, personalized'
  const partial = 're-analysis: partial odds, Human-AI, personalized'

  test('give personalised AI against people, and against AI without a profile', () => {
    const against = (arm: string) => ours[`${name} against ${arm}`]!
    expect(against('Human-Human').value).toBeCloseTo(1.799, 3)
    expect(against('Human-Human').interval![0]).toBeCloseTo(1.263, 3)
    expect(against('Human-Human').interval![1]).toBeCloseTo(2.566, 3)
    expect(against('Human-AI').value).toBeCloseTo(1.5, 3)
    expect(against('Human-AI').interval![0]).toBeCloseTo(0.994, 3)
    expect(against('Human-AI').interval![1]).toBeCloseTo(2.268, 3)
    expect(against('Human-Human').n).toBe(750)
  })

  test('give the interaction, and the logit at each cut', () => {
    expect(ours['re-analysis: opponent_is_ai x personalized, z']!.value).toBeCloseTo(1.957, 3)
    for (const [k, ratio] of [2.2116, 2.6401, 1.6005, 1.5045].entries())
      expect(ours[`${name} above ${k + 1}`]!.value).toBeCloseTo(ratio, 3)
  })

  test('stand in the ledger beside the published numbers, each recomputed but those about people', () => {
    const { comparisons } = dataLedger(study, csv, 'rounds.csv')
    const told = Object.fromEntries(comparisons.map(({ key, verdict }) => [key, verdict]))
    expect(Object.keys(told).sort()).toEqual(Object.keys(study.published).sort())
    for (const [key, verdict] of Object.entries(told))
      expect(verdict).toBe(key.startsWith('re-analysis') ? 'recomputed' : 'data not available')
    const main = comparisons.find(({ key }) => key === `${partial} against Human-Human`)!
    expect(main.theirs).toMatchObject({ value: 1.812, origin: 'published' })
    expect(main.ours!.value).toBeCloseTo(1.812124, 6)
  })

  test("the paper's own model: partial proportional odds give its interval, and more by debate and topic", () => {
    const odds = (as = '') => ours[`${partial} against Human-Human${as}`]!
    const between = (as: string, low: number, high: number) => {
      expect(odds(as).interval![0]).toBeCloseTo(low, 5)
      expect(odds(as).interval![1]).toBeCloseTo(high, 5)
    }
    // ordinal::clm(post ~ arm, nominal = ~ pre): the abstract's [1.26, 2.607].
    between('', 1.259584, 2.607046)
    // Scores summed by debate, 599 degrees of freedom; then with a topic effect. Both from R, in a plain loop.
    between(', by cluster', 1.2853151, 2.5548545)
    between(', by block', 1.335217, 2.6857601)
    expect(odds(', by block').p).toBeCloseTo(5 * 0.000359479, 6)
    expect(odds(', by block').note).toBe('p after Holm over 5 contrasts; 0.00036 before')
    expect(ours['re-analysis: partial odds, interaction, by block']!.note).toContain('0.046 before')
    const topics = odds(', blocks resampled')
    expect(topics.n).toBe(30)
    expect(topics.interval![0]).toBeGreaterThan(1.1)
    expect(topics.interval![1]).toBeLessThan(3.2)
    const { value, p, n } = ours['re-analysis: Brant test, pre']!
    expect([value.toFixed(4), n]).toEqual(['100.0349', 750])
    expect(p).toBeLessThan(1e-12)
    expect(ours['re-analysis: Brant test, arm']!.p).toBeCloseTo(0.0047, 3)
  })

  test('would give other numbers if the answers stood in other rows', () => {
    const [header, ...lines] = csv.trim().split(/\r?\n/)
    const post = header!.split(',').indexOf('side_agreement_post_likert')
    // No cell before this column holds a comma but the arm, which is quoted: counted from the end it is unambiguous.
    const fromEnd = header!.split(',').length - post
    const cells = lines.map((line) => line.split(','))
    const posts = luckOf('permuted')
      .of('posts')
      .draw(
        cells.map((row) => row.at(-fromEnd)!),
        cells.length,
      )
    const moved = cells.map((row, i) => row.with(-fromEnd, posts[i]!).join(','))
    const permuted = released([header, ...moved].join('\n'))
    for (const key of Object.keys(ours))
      expect(Math.abs(permuted[key]!.value - ours[key]!.value)).toBeGreaterThan(0.001)
    expect(Math.abs(Math.log(permuted[`${name} against Human-Human`]!.value))).toBeLessThan(Math.log(1.799))
  })

  test('refuse an answer off the scale and a missing column, naming them', () => {
    const rows = (text: string) => () => readRows(text, study.data!.columns, 'rounds.csv')
    const [header, line] = csv.split(/\r?\n/)
    expect(rows(`${header}\n${line!.replace(',3,3,3,3,', ',3,3,3,6,')}`)).toThrow(/side_agreement_post_likert/)
    expect(rows(`${header}\n${line!.replace(',3,3,3,3,', ',3,3,,3,')}`)).toThrow(/side_agreement_pre_likert/)
    expect(rows('a,b\n1,2')).toThrow(/lacks the columns treatment_type/)
  })
})

describe('the study on formal minds', () => {
  const rows = run(6000, '1')
  const found = estimates(rows)
  const keys = ['personalised ai against human', 'ai against human', 'personalised human against human']

  test('has a row for every participant, half of whom face each side', () => {
    expect(rows).toHaveLength(6000)
    expect(rows.every(({ seat }) => seat === 'participant')).toBe(true)
    expect(rows[0]).toMatchObject({ acts: 3, manipulative: 0, truthful: 1 })
    const turned = rows.filter((row) => row['pre'] !== row['agreementPre']).length
    const same = rows.filter((row) => row['pre'] === row['agreementPre'] && row['pre'] !== 3).length
    expect(Math.abs(turned / (turned + same) - 0.5)).toBeLessThan(0.05)
  })

  test('shows what was planted: strong arguments move, and fitting ones move more; a person ignores the profile', () => {
    const compared = compareWithPublished(study, found, { cast: ['formal'], fittedOn: [] })
    for (const key of keys.slice(0, 2)) {
      const { verdict, planted } = compared.find((each) => each.key === key)!
      expect(planted).toBeGreaterThan(2)
      expect(['planted, recovered', 'too imprecise to say']).toContain(verdict)
      const { value, se } = found[key]!
      expect(Math.abs(Math.log(value / planted!)) / se!).toBeLessThan(2.6)
    }
    const { interval } = found[keys[2]!]!
    expect(interval![0]).toBeLessThan(1)
    expect(interval![1]).toBeGreaterThan(1)
  })

  test('every published number has an estimate, of the run or of the data', () => {
    for (const key of Object.keys(study.published)) expect(key in found || key.startsWith('re-analysis: ')).toBe(true)
  })

  test('permuted arms show nothing', () => {
    const arms = luckOf('arms')
      .of('permuted')
      .draw(
        rows.map(({ opponent, personalised }) => ({ opponent, personalised }) as const),
        rows.length,
      )
    const null_ = estimates(rows.map((row, i) => ({ ...row, ...arms[i]! }) as AnyRow))
    for (const key of keys) {
      const { value, se } = null_[key]!
      expect(Math.abs(Math.log(value)) / se!).toBeLessThan(3.3)
    }
  })

  test('an empty arm has no estimate, and the others keep theirs', () => {
    const less = estimates(rows.filter((row) => !(row['opponent'] === 'ai' && row['personalised'] === true)))
    expect(less[keys[0]!]).toBeNull()
    expect(less[keys[1]!]!.value).toBeGreaterThan(1)
    const nobody = estimates(rows.filter((row) => row['opponent'] === 'ai'))
    for (const key of keys) expect(nobody[key]).toBeNull()
    expect(estimates([])).toMatchObject(Object.fromEntries(keys.map((key) => [key, null])))
  })
})

describe('the study on other casts', () => {
  test('random minds in every part, and in each', () => {
    for (const cast of [{ human: random() }, { ai: random() }, { human: random(), ai: random({ extreme: true }) }]) {
      const rows = run(48, 'random', cast)
      expect(rows).toHaveLength(48)
      const { moved } = estimates(rows)
      expect(moved!.n).toBe(48)
    }
  })

  test('small runs give estimates or none, and never throw', () => {
    for (const n of [4, 5, 8, 12, 20]) {
      const found = estimates(run(n, `small ${n}`))
      for (const estimate of Object.values(found))
        expect(estimate === null || Number.isFinite(estimate.value)).toBe(true)
    }
  })

  test('the fitted listener is circular, and hears no one: the arms are alike', () => {
    const rows = run(1200, '1', { human: controlArm() })
    const found = estimates(rows)
    for (const key of ['personalised ai against human', 'ai against human']) {
      const { interval } = found[key]!
      expect(interval![0]).toBeLessThan(1.3)
      expect(interval![1]).toBeGreaterThan(0.75)
    }
    const evidence = { cast: ['fitted', 'formal'], fittedOn: [controlArm().fit!.data] } as const
    for (const { verdict } of compareWithPublished(study, found, evidence))
      expect(verdict).toBe('circular: fitted on it')
    const deaf = run(200, '2', { human: controlArm() }).map(({ pre, post }) => [pre, post])
    expect(run(200, '2', { human: controlArm(), ai: random() }).map(({ pre, post }) => [pre, post])).toEqual(deaf)
  })
})
