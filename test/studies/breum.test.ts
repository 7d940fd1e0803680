import { existsSync, readFileSync } from 'node:fs'
import {
  convictionEstimates,
  DIFFICULTIES,
  DIMENSIONS,
  preferenceEstimates,
  pullsOf,
  sceptic,
} from 'suasion/protocols/single-argument'
import study from 'suasion/studies/breum-2024-persuasive-power'
import { describe, expect, test } from 'vitest'
import { dataLedger } from '../../src/lab/ledger.ts'
import { run } from '../../src/lab/run.ts'

describe('formal sceptics', () => {
  for (const kind of ['warm', 'reasoning'] as const)
    test(`of the kind ${kind} give their order back, and yield less the firmer they are`, async () => {
      const { rows, flow } = await run(study, { n: 33 * 120, cast: { ...study.cast, sceptic: sceptic({ kind }) } })
      expect(flow.valid).toBe(33 * 120)
      const estimates = study.estimates(rows as never, null as never)
      expect(estimates['dimensions that a harder sceptic yields to more']).toMatchObject({ value: 0 })
      const pull = pullsOf(kind)
      for (const difficulty of DIFFICULTIES)
        for (const a of DIMENSIONS)
          for (const b of DIMENSIONS)
            if (pull[a] > pull[b]) {
              const [more, less] = [a, b].map((each) => estimates[`${each}, ${difficulty} sceptic`]!.value)
              // Arms share luck, so that a stronger pull can tie in a sample and never lose.
              expect(more!, `${a} over ${b}, ${difficulty}`).toBeGreaterThanOrEqual(less!)
            }
      const [first, last] = kind === 'warm' ? ['trust', 'conflict'] : ['knowledge', 'fun']
      const rate = (name: string) => estimates[`${name}, default sceptic`]!.value
      expect(rate(first!) - rate(last!)).toBeGreaterThan(0.3)
      expect(rows.every(({ truthful }) => truthful === 1)).toBe(true)
      expect(rows.find(({ dimension }) => dimension === 'power')!['manipulative']).toBe(1)
      expect(rows.find(({ dimension }) => dimension === 'knowledge')!['manipulative']).toBe(0)
    })

  test('have no estimate without rows, and name a dimension where a firmer sceptic yields more', () => {
    expect(Object.values(convictionEstimates([])).every((each) => each === null)).toBe(true)
    const row = (difficulty: string, success: boolean) => ({ dimension: 'fun', difficulty, success })
    const odd = convictionEstimates([row('easy', false), row('default', true), row('hard', false)])
    expect(odd['dimensions that a harder sceptic yields to more']).toMatchObject({ value: 1, note: 'fun' })
  })
})

interface Judgement {
  readonly WorkerId: string
  readonly 'Input.dim1': string
  readonly 'Input.dim2': string
  readonly 'Answer.equal.label': 'Argument 1' | 'Arugment 1' | 'Argument 2'
}
const judged = (worker: string, one: string, other: string, first: boolean): Judgement => ({
  WorkerId: worker,
  'Input.dim1': one,
  'Input.dim2': other,
  'Answer.equal.label': first ? 'Argument 1' : 'Argument 2',
})
/** A worker who prefers knowledge to fun in `wins` of ten pairs, and passes or fails two control items. */
const worker = (name: string, wins: number, careful = true): Judgement[] => [
  ...Array.from({ length: 10 }, (_, i) => judged(name, 'knowledge', 'fun', i < wins)),
  judged(name, 'control3', 'fun', !careful),
  judged(name, 'fun', 'control7', careful),
]
const quoted = (rows: readonly Judgement[]): string =>
  [Object.keys(rows[0]!), ...rows.map(Object.values)]
    .map((cells) => cells.map((each) => `"${each}"`).join(','))
    .join('\n')

describe('judgements of people', () => {
  const careful = [...worker('a', 8), ...worker('b', 7)]

  test('give strengths of geometric mean 1, from the pairs without control items', () => {
    const estimates = preferenceEstimates(careful)
    // 15 of 20: the log odds of 3 stand between the two.
    expect(estimates['people prefer knowledge']!.value).toBeCloseTo(Math.sqrt(3), 8)
    expect(estimates['people prefer fun']!.value).toBeCloseTo(1 / Math.sqrt(3), 8)
    expect(estimates['people prefer fun']!.n).toBe(24)
  })

  test('of a careless worker, of one who saw no control item and of one who judged little are left out', () => {
    const before = preferenceEstimates(careful)
    const others = [
      ...worker('careless', 0, false),
      ...worker('unchecked', 0).slice(0, 10),
      ...worker('brief', 0).slice(5),
    ]
    expect(preferenceEstimates([...careful, ...others])).toEqual(before)
    // Half of the control items failed is not more than half.
    const half = [...worker('half', 0).slice(0, 11), judged('half', 'fun', 'control7', false)]
    expect(preferenceEstimates([...careful, ...half])['people prefer knowledge']!.value).toBeLessThan(
      before['people prefer knowledge']!.value,
    )
  })

  test('count a slip in the name of the first answer as the first', () => {
    const slipped = careful.map(
      (each): Judgement =>
        each['Answer.equal.label'] === 'Argument 1' ? { ...each, 'Answer.equal.label': 'Arugment 1' } : each,
    )
    expect(preferenceEstimates(slipped)).toEqual(preferenceEstimates(careful))
  })

  test('give other strengths when what was compared is dealt out anew', () => {
    const rows = careful.map((each, i) =>
      i % 3 === 0 && !each['Input.dim1'].startsWith('control') && !each['Input.dim2'].startsWith('control')
        ? { ...each, 'Input.dim1': each['Input.dim2'], 'Input.dim2': each['Input.dim1'] }
        : each,
    )
    const moved = preferenceEstimates(rows)['people prefer knowledge']!.value
    expect(Math.abs(moved - Math.sqrt(3))).toBeGreaterThan(0.1)
  })

  test('that cannot be read, or from which none is left, say so', () => {
    expect(() => preferenceEstimates(worker('careless', 5, false))).toThrow('no judgement of two dimensions is left')
    const read = (text: string) => dataLedger(study, text, 'judgements.csv')
    expect(() => read('a,b\n1,2')).toThrow('lacks the columns')
    expect(() => read(quoted(careful).replace('"Argument 2"', '"neither"'))).toThrow('column Answer.equal.label')
    expect(() => read(quoted(careful).replaceAll('"fun"', '"charm"'))).toThrow('estimates people prefer')
    expect(() => read(quoted([...careful, judged('c', 'trust', 'status', true)]))).not.toThrow()
  })

  test('may lack the last columns of their header in every row alike, but not a column that is read', () => {
    const [header, ...lines] = quoted(careful).split('\n')
    const wide = [`${header},"Approve","Reject"`, ...lines]
    const { comparisons } = dataLedger(study, wide.join('\n'), 'judgements.csv')
    expect(comparisons.find(({ key }) => key === 'people prefer knowledge')!.ours!.value).toBeCloseTo(Math.sqrt(3), 8)
    const cut = [...wide.slice(0, -1), wide.at(-1)!.split(',').slice(0, 2).join(',')]
    expect(() => dataLedger(study, cut.join('\n'), 'judgements.csv')).toThrow('Invalid Record Length')
    const narrow = [header, ...lines.map((line) => line.split(',').slice(0, 3).join(','))]
    expect(() => dataLedger(study, narrow.join('\n'), 'judgements.csv')).toThrow('Invalid Record Length')
  })
})

const released = new URL('../../../shared/data/persuasive-llms/final_data.csv', import.meta.url)
test.skipIf(!existsSync(released))('the released judgements give the printed strengths (skipped where absent)', () => {
  const { comparisons } = dataLedger(study, readFileSync(released, 'utf8'), 'final_data.csv')
  expect(comparisons.map(({ verdict }) => verdict)).toEqual(Array(9).fill('recomputed'))
})
