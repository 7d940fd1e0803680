import { existsSync, readFileSync } from 'node:fs'
import type { CastKind, Claim, Estimate, Evidence, Published, Verdict } from 'suasion'
import { describe, expect, test } from 'vitest'
import { dataLedger, ledger, renderLedger, untestedLedger, verdict } from '../../src/lab/ledger.ts'
import { summarise } from '../../src/lab/summary.ts'
import { toldRun, toldStudy } from './told-study.ts'

const published: Published = {
  value: 2,
  interval: [1.9, 2.1],
  n: 300,
  claim: 'people',
  source: 'table 1',
  origin: 'published',
  population: '300 adults',
  scale: 'difference',
  margin: 0.5,
  data: 'trial',
}
const near: Estimate = { value: 2.05, interval: [1.95, 2.15], n: 100, estimator: 'mean' }
const far: Estimate = { value: 4, interval: [3.9, 4.1], n: 100, estimator: 'mean' }
const vague: Estimate = { value: 2, interval: [0, 4], n: 4, estimator: 'mean' }

const casts = {
  nobody: { cast: [], fittedOn: [] },
  formal: { cast: ['formal'], fittedOn: [] },
  'fitted on it': { cast: ['fitted', 'formal'], fittedOn: ['trial'] },
  'fitted elsewhere': { cast: ['fitted'], fittedOn: ['other trial'] },
  model: { cast: ['language-model'], fittedOn: [], population: 'another model' },
  'same model': { cast: ['language-model'], fittedOn: [], population: '300 adults' },
  people: { cast: ['people'], fittedOn: [] },
  'same people': { cast: ['people', 'formal'], fittedOn: [], population: '300 adults' },
  'people with a model': { cast: ['people', 'language-model'], fittedOn: [] },
  'same data': { cast: [], fittedOn: [], data: 'trial' },
  'other data': { cast: [], fittedOn: [], data: 'other trial' },
} as const satisfies Record<string, Evidence>

const other = ['generalises', 'does not generalise', 'too imprecise to say'] as const
const same = ['replicated', 'not replicated', 'too imprecise to say'] as const
const planted = ['planted, recovered', 'planted, not recovered', 'too imprecise to say'] as const
// The same data have no sampling error between them, so a wide interval of ours says nothing against agreement.
const data = ['recomputed', 'not recomputed', 'recomputed'] as const
const always = (one: Verdict) => [one, one, one] as const
const circular = always('circular: fitted on it')
const none = always('data not available')
const nothing = always('planted: says nothing about people')
const stoodIn = always('no verdict: a language model stood in for people')

/** For near, far and vague estimates: what each claim allows beside each cast. */
const table: Readonly<Record<Claim, Readonly<Record<keyof typeof casts, readonly Verdict[]>>>> = {
  formal: {
    nobody: ['derived', 'contradicted', 'too imprecise to say'],
    formal: ['derived', 'contradicted', 'too imprecise to say'],
    'fitted on it': circular,
    'fitted elsewhere': other,
    model: other,
    'same model': other,
    people: other,
    'same people': other,
    'people with a model': other,
    'same data': data,
    'other data': other,
  },
  data: {
    nobody: none,
    formal: none,
    'fitted on it': circular,
    'fitted elsewhere': none,
    model: none,
    'same model': none,
    people: none,
    'same people': none,
    'people with a model': none,
    'same data': data,
    'other data': none,
  },
  instrument: {
    nobody: planted,
    formal: planted,
    'fitted on it': circular,
    'fitted elsewhere': other,
    model: other,
    'same model': other,
    people: other,
    'same people': other,
    'people with a model': other,
    'same data': data,
    'other data': other,
  },
  'language-model': {
    nobody: none,
    formal: always('planted: says nothing about models'),
    'fitted on it': circular,
    'fitted elsewhere': other,
    model: other,
    'same model': same,
    people: other,
    'same people': same,
    'people with a model': other,
    'same data': data,
    'other data': other,
  },
  people: {
    nobody: none,
    formal: nothing,
    'fitted on it': circular,
    'fitted elsewhere': other,
    model: stoodIn,
    'same model': stoodIn,
    people: other,
    'same people': same,
    'people with a model': other,
    'same data': data,
    'other data': other,
  },
}

describe('a verdict', () => {
  for (const claim of Object.keys(table) as Claim[])
    for (const cast of Object.keys(casts) as (keyof typeof casts)[])
      test(`of a claim about ${claim} beside ${cast}`, () => {
        const given = [near, far, vague].map((ours) => verdict({ ...published, claim }, ours, casts[cast]).verdict)
        expect(given).toEqual(table[claim][cast])
      })

  test('is of what was planted where formal minds are asked about people', () => {
    const about = (ours: Estimate) => verdict(published, ours, casts.formal, 4)
    expect(about(far)).toMatchObject({ verdict: 'planted, recovered', by: 'planted', difference: { value: 0 } })
    expect(about(near).verdict).toBe('planted, not recovered')
    expect(about(vague).verdict).toBe('too imprecise to say')
    const kinds: CastKind[] = ['formal', 'people']
    expect(verdict(published, far, { cast: kinds, fittedOn: [] }, 4).verdict).toBe('does not generalise')
  })

  test('goes by the interval of the difference, not by whether two intervals overlap', () => {
    // The intervals overlap, and yet the difference lies beyond a margin of .05 for certain.
    const a = { ...published, value: 1, interval: [0.9, 1.1] as const, margin: 0.05 }
    const b: Estimate = { value: 1.19, interval: [1.09, 1.29], n: 50, estimator: 'mean' }
    const judged = verdict(a, b, casts.people)
    expect(judged.difference!.interval![0]).toBeCloseTo(0.19 - Math.hypot(0.1, 0.1), 10)
    expect(judged.difference!.interval![1]).toBeCloseTo(0.19 + Math.hypot(0.1, 0.1), 10)
    expect(verdict({ ...a, margin: 0.04 }, { ...b, interval: [1.18, 1.2] }, casts.people).verdict).toBe(
      'does not generalise',
    )
    // And they do not overlap, and yet the difference is within a generous margin.
    expect(verdict({ ...a, margin: 0.6 }, { ...b, value: 1.3, interval: [1.2, 1.4] }, casts.people).verdict).toBe(
      'generalises',
    )
  })

  test('compares ratios as logarithms', () => {
    const odds: Published = {
      ...published,
      value: 1.81,
      interval: [1.26, 2.61],
      scale: 'ratio',
      margin: Math.log(1.25),
    }
    const judged = verdict(odds, { value: 0.93, interval: [0.63, 1.36], n: 150, estimator: 'odds ratio' }, casts.people)
    const se = Math.hypot(Math.log(2.61 / 1.26), Math.log(1.36 / 0.63)) / (2 * 1.959964)
    expect(judged.difference!.value).toBeCloseTo(Math.log(0.93 / 1.81), 10)
    expect(judged.difference!.interval![1]).toBeCloseTo(Math.log(0.93 / 1.81) + 1.959964 * se, 5)
    expect(judged.verdict).toBe('too imprecise to say')
    expect(verdict(odds, { value: 0, n: 3, estimator: 'odds ratio' }, casts.people).verdict).toBe(
      'too imprecise to say',
    )
    const open = { value: 2, interval: [0, 9] as const, n: 3, estimator: 'odds ratio' }
    expect(verdict(odds, open, casts.people).why).toContain('no end')
  })

  test('knows a level other than .95', () => {
    const wide = verdict(published, { ...near, level: 0.95 }, casts.people).difference!.interval!
    const narrow = verdict(published, { ...near, level: 0.99 }, casts.people).difference!.interval!
    expect(narrow[1]).toBeLessThan(wide[1])
  })

  test('says when there is too little to judge by', () => {
    expect(verdict(published, { value: 2, n: 1, estimator: 'mean' }, casts.people).why).toContain(
      'our estimate has no interval',
    )
    const { interval: _, ...bare } = published
    expect(verdict(bare, near, casts.people).why).toContain('the paper gives no interval')
    expect(verdict({ ...bare, origin: 'exact' }, near, casts.people).verdict).toBe('generalises')
    expect(verdict(published, null, casts.people).verdict).toBe('too imprecise to say')
    expect(verdict(published, null, casts['same data']).verdict).toBe('data not available')
    expect(verdict(published, null, casts.formal).verdict).toBe('planted: says nothing about people')
  })

  test("shows the paper's own error, and what ours is", () => {
    const wrong = verdict({ ...published, error: 'the table adds up to 1.3' }, far, casts['same data'])
    expect(wrong).toMatchObject({
      verdict: "the paper's error",
      why: 'the table adds up to 1.3',
      difference: { value: 2 },
    })
  })

  test('keeps to a margin in spite of decimals', () => {
    const third = { ...published, claim: 'data', value: 0.3, margin: 0.1 } as const
    expect(verdict(third, { value: 0.4, n: 10, estimator: 'share' }, casts['same data']).verdict).toBe('recomputed')
    expect(
      verdict({ ...third, margin: 0 }, { value: 0.3, n: 10, estimator: 'share' }, casts['same data']).verdict,
    ).toBe('recomputed')
    expect(verdict(third, { value: 0.4001, n: 10, estimator: 'share' }, casts['same data']).verdict).toBe(
      'not recomputed',
    )
  })

  test('refuses what is no number', () => {
    expect(() => verdict(published, { ...near, value: Number.NaN }, casts.people)).toThrow('our estimate is NaN')
    expect(() => verdict({ ...published, scale: 'ratio' }, { ...near, value: -1 }, casts.people)).toThrow('not below 0')
    expect(() => verdict(published, { ...near, interval: [3, 1] }, casts.people)).toThrow('ends below its beginning')
  })
})

describe('the ledger', () => {
  const csv = `arm,pre,post\n${Array.from({ length: 100 }, (_, i) => `a,1,${i < 31 ? 2 : 1}`).join('\n')}\n`

  test('computes from data, and refuses data that is not the study’s', () => {
    const entry = dataLedger(toldStudy(), csv, "my data/it's.csv")
    const rate = entry.comparisons.find(({ key }) => key === 'rate')!
    expect(rate).toMatchObject({ verdict: 'recomputed', by: 'data', ours: { value: 0.31 } })
    expect(entry.command).toBe(`suasion ledger nobody-2026-telling --data 'my data/it'\\''s.csv'`)
    expect(entry.comparisons.find(({ key }) => key === 'change')!.verdict).toBe('data not available')
    const off = dataLedger(toldStudy(), csv.replaceAll('a,1,2', 'a,1,1'), 'x.csv')
    expect(off.comparisons.find(({ key }) => key === 'rate')!.verdict).toBe('not recomputed')
    expect(() => dataLedger(toldStudy(), 'arm,pre\na,1\n', 'x.csv')).toThrow('x.csv lacks the column post')
    expect(() => dataLedger(toldStudy(), 'arm,pre,post\na,1,many\n', 'x.csv')).toThrow('x.csv line 2, column post')
    const { data: _, ...without } = toldStudy()
    expect(() => dataLedger(without as never, csv, 'x.csv')).toThrow('reads no data')
  })

  test('opens with what was tested and what was not, and counts nothing across kinds', async () => {
    const summary = summarise(await toldRun({ perCell: 100 }))
    const whole = ledger([summary, untestedLedger(toldStudy())])
    expect(whole.tested.map(({ done }) => done)).toEqual([
      'recomputed from data',
      'derived',
      'replicated',
      'planted, recovered',
    ])
    expect(whole.tested.map(({ numbers }) => numbers)).toEqual([0, 0, 0, 1])
    const missed = Object.fromEntries(whole.notTested.map(({ verdict, numbers }) => [verdict, numbers]))
    expect(missed['data not available']).toContain('nobody-2026-telling: rate')
    expect(whole.notTested.flatMap(({ numbers }) => numbers)).not.toContain('nobody-2026-telling: change')
    expect(Object.keys(whole)[0]).toBe('tested')
    const given = ledger([summary, dataLedger(toldStudy(), csv, 'x.csv')])
    expect(given.notTested.flatMap(({ numbers }) => numbers)).not.toContain('nobody-2026-telling: rate')
    expect(JSON.parse(JSON.stringify(given))).toEqual(given)
  })

  test('puts the worst misses first, each with the command to run again', () => {
    const row = (key: string, ours: Estimate) => ({
      key,
      ours,
      theirs: published,
      ...verdict(published, ours, casts.people),
      planted: null,
      note: null,
    })
    const entry = {
      study: 's',
      from: 'people',
      command: 'suasion run s --n 10 --seed 1',
      comparisons: [
        row('good', near),
        row('vague', vague),
        row('off', far),
        row('far off', { ...far, value: 9, interval: [8.9, 9.1] }),
      ],
    }
    const { groups } = ledger([entry])
    expect(groups.map(({ rows }) => rows.map(({ key }) => key))).toEqual([['far off', 'off', 'vague', 'good']])
    const text = renderLedger(ledger([entry]), { colour: false })
    expect(text.indexOf('What was tested')).toBe(0)
    expect(text).toContain('replicated: 4 (1 agree, 2 differ, 1 too imprecise to say)')
    expect(text.indexOf('far off')).toBeLessThan(text.indexOf('good'))
    expect(text.match(/suasion run s --n 10 --seed 1/g)).toHaveLength(3)
    const lines = text.split('\n').filter((line) => /^s {2,}/.test(line))
    expect(new Set(lines.map((line) => line.indexOf('people'))).size).toBe(1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(renderLedger(ledger([entry]), { colour: true })).toMatch(/\u001b\[31m/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(text).not.toMatch(/\u001b/)
  })

  test('of an untested study names every number, and what each would take', () => {
    const entry = untestedLedger(toldStudy())
    expect(entry.comparisons.map(({ key, verdict }) => [key, verdict])).toEqual(
      ['change', 'plainChange', 'odds', 'rate'].map((key) => [key, 'data not available']),
    )
    const [group] = ledger([entry]).groups
    expect(group!.rows.map(({ command }) => command)).toEqual(
      Array(4).fill('suasion ledger nobody-2026-telling --data PATH'),
    )
    const { data: _, ...rest } = toldStudy()
    const theorem: Published = { ...published, claim: 'formal', origin: 'exact' }
    const { data: __, ...ofTheorem } = theorem
    const plain = ledger([untestedLedger({ ...rest, published: { theorem: ofTheorem } } as never)])
    expect(plain.groups[0]!.rows[0]).toMatchObject({
      why: 'nothing was run',
      command: 'suasion run nobody-2026-telling',
    })
    expect(plain.notTested).toEqual([{ verdict: 'data not available', numbers: ['nobody-2026-telling: theorem'] }])
  })

  test('of nothing says so', () => {
    expect(renderLedger(ledger([]), { colour: false })).toContain('recomputed from data: nothing')
  })

  const rounds = new URL('../../../shared/data/salvi-2024/rounds.csv', import.meta.url)
  test.skipIf(!existsSync(rounds))(
    'reads released data of 750 rounds (skipped where it is not beside the checkout)',
    async () => {
      const { z } = await import('zod')
      const study = toldStudy()
      const reads = {
        ...study,
        data: {
          name: 'nowhere',
          about: 'rounds of debate',
          columns: z.object({
            treatment_type: z.string(),
            agreement_pre_likert: z.coerce.number(),
            agreement_post_likert: z.coerce.number(),
          }),
          estimates: (rows: readonly unknown[]) => ({
            rate: { value: rows.length, n: rows.length, estimator: 'count' },
          }),
        },
      }
      const entry = dataLedger(reads as never, readFileSync(rounds, 'utf8'), 'rounds.csv')
      expect(entry.comparisons.find(({ key }) => key === 'rate')).toMatchObject({
        ours: { value: 750 },
        verdict: 'not recomputed',
      })
    },
  )
})
