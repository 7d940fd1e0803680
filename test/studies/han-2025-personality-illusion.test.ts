import { injectionEstimates, releasedColumns } from 'suasion/protocols/card-task'
import study from 'suasion/studies/han-2025-personality-illusion'
import { describe, expect, test } from 'vitest'
import { checkStudy } from '../../src/lab/check.ts'
import { dataLedger } from '../../src/lab/ledger.ts'
import { run } from '../../src/lab/run.ts'

test('keeps every promise of the kit, and recovers the planted dissociation under other seeds', async () => {
  expect(await checkStudy(study)).toEqual([])
  for (const seed of ['one', 'two']) {
    const { rows, flow } = await run(study, { seed, n: 120 })
    expect(flow).toMatchObject({ assigned: 120, valid: 120 })
    const estimates = study.estimates(rows as never, null as never)
    expect(estimates['report moves and cards stay (1: yes)']!.value).toBe(1)
    expect(estimates['report moved by the persona']!.n).toBe(60)
    for (const [key, planted] of Object.entries<number | undefined>(study.planted!)) {
      const { value, se } = estimates[key]!
      expect(Math.abs(value - planted!), key).toBeLessThan(3.5 * se!)
    }
  }
})

const header = 'Model,type,Persona,temp,agreeableness,self_regulation,sycophancy_rate,CCT_cold_avg'
/** Eight models of the released kind: baselines in two rows each, and six injections with changes of their own. */
const models = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const table = (sycophancy = (_model: number, _strategy: number): number => 0): string[] => [
  header,
  ...models.flatMap((model, m) => [
    `${model},instruct,baseline,0.3,${3 + m / 10},${200 + m},,`,
    `${model},instruct-lg,baseline,0.7,,,${40 + m},${20 + m / 10}`,
    ...[1, 2, 3].flatMap((k) => [
      `${model},instruct,agreeableness${k},0.3,${4 + m / 10 + (m % 2) / 20},${200},${40 + m + sycophancy(m, k)},`,
      `${model},instruct,self-regulation${k},0.3,3,${240 + m + (m % 3)},,${20 + m / 10 - k / 10 + (m % 2) / 10}`,
    ]),
  ]),
  'base,base,baseline,0.3,1,1,1,1',
]
const estimatesOf = (lines: readonly string[]) => {
  const { comparisons } = dataLedger(study, lines.join('\n'), 'joined.csv')
  return Object.fromEntries(comparisons.map(({ key, ours }) => [key, ours]))
}

describe('the released tables', () => {
  test('give levels and changes within models, and base models are not read', () => {
    const found = estimatesOf(table())
    expect(found['agreeableness, no persona: report']).toMatchObject({ n: 8 })
    expect(found['agreeableness, no persona: report']!.value).toBeCloseTo(3.35, 10)
    expect(found['agreeableness, strategy 2: report moved']!.value).toBeCloseTo(1.025, 10)
    expect(found['self-regulation, strategy 3: cards moved']!.value).toBeCloseTo(-0.25, 10)
    expect(found['self-regulation, strategy 1: report']!.value).toBeCloseTo(244.375, 10)
    expect(found['personas that move the report, of 6']!.value).toBe(6)
    // Nothing moved sycophancy at all, and cards by less than one.
    expect(found['personas with behaviour equivalent to none, of 6']!.value).toBe(6)
  })

  test('show no equivalence where behaviour only moved by no significant amount', () => {
    const found = estimatesOf(table((m) => (m % 2 ? 30 : -30)))
    expect(found['agreeableness, strategy 1: sycophancy moved']!.p).toBeGreaterThan(0.5)
    expect(found['personas with behaviour equivalent to none, of 6']!.value).toBe(3)
  })

  test('give other changes when what models did is dealt out anew', () => {
    const [own, swapped] = [table((m) => m), table((m) => (m + 3) % 8)].map(estimatesOf)
    const key = 'agreeableness, strategy 1: sycophancy moved'
    expect(own![key]!.value).toBeCloseTo(swapped![key]!.value, 10)
    const lines = table((m) => m)
    const injected = lines.map((line, i) => ({ line, i })).filter(({ line }) => line.includes('agreeableness1'))
    const dealt = [...lines]
    for (const [k, { line, i }] of injected.entries()) dealt[i] = line.replace(/^\w/, models[(k * 3) % 8]!)
    const moved = estimatesOf(dealt)
    // The mean change stays, its spread does not.
    expect(moved[key]!.value).toBeCloseTo(own![key]!.value, 10)
    expect(Math.abs(moved[key]!.interval![1] - own![key]!.interval![1])).toBeGreaterThan(0.1)
    const relabelled = lines.map((line) =>
      line
        .replace('agreeableness1', 'x')
        .replace('self-regulation1', 'agreeableness1')
        .replace('x', 'self-regulation1'),
    )
    expect(estimatesOf(relabelled)['agreeableness, strategy 1: report']!.value).not.toBeCloseTo(4.375, 3)
  })

  test('may be one file alone: it gives its levels, and no change', () => {
    const one = [header, ...table().filter((line) => line.includes('agreeableness1'))].map((line) =>
      line.split(',').slice(0, 7).join(','),
    )
    const found = estimatesOf(one)
    expect(found['agreeableness, strategy 1: report']!.n).toBe(8)
    expect(found['agreeableness, strategy 1: report moved']).toBeNull()
    expect(found['personas that move the report, of 6']).toBeNull()
  })

  test('say what is wrong with a table that is not theirs', () => {
    expect(() => estimatesOf(['a,b', '1,2'])).toThrow('lacks the columns Model, type, Persona')
    expect(() => estimatesOf([header, 'a,instruct,baseline,0.3,much,200,,'])).toThrow(
      'line 2, column agreeableness: a number is wanted, or nothing',
    )
    expect(() => estimatesOf([header, 'a,instruct,optimism1,0.3,3,200,,'])).toThrow(
      'no row is of a persona that is known',
    )
    expect(() => estimatesOf([header, 'a,instruct,baseline,0.3,3,200,,', 'a,instr'])).toThrow('Invalid Record Length')
    const read = releasedColumns.parse({ Model: 'a', type: 'instruct', Persona: 'baseline', agreeableness: 'NA' })
    expect(read).toMatchObject({ agreeableness: null, CCT_cold_avg: null })
    expect(() => injectionEstimates([])).toThrow('no row is of a persona')
  })
})
