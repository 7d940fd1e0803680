import { luckOf, readRows } from 'suasion'
import { RESULTS, SENTENCES, speakerTable } from 'suasion/protocols/exam-report'
import study from 'suasion/studies/carcassi-2024-argumentative-speakers'
import { expect, it } from 'vitest'
import { dataLedger } from '../../src/lab/ledger.ts'
import { verdict } from '../../src/lab/report/verdict.ts'
import { run } from '../../src/lab/run.ts'

it('recovers the planted speaker and derives every argument strength; data claims wait for data', async () => {
  const { rows, flow } = await run(study)
  expect(flow).toMatchObject({ assigned: 152, valid: 152 })
  const estimates = study.estimates(rows as never, luckOf('estimates'))
  for (const [key, published] of Object.entries(study.published)) {
    const ours = estimates[key as keyof typeof estimates] ?? null
    const { verdict: said } = verdict(published, ours, { cast: ['formal'], fittedOn: [] })
    const expected = { formal: 'derived', instrument: 'planted, recovered', data: 'data not available' }
    expect([key, said]).toEqual([key, expected[published.claim as keyof typeof expected]])
  }
  const value = (key: string) => (estimates as Record<string, { value: number }>)[key]!.value
  expect(value('literal listener misled')).toBeGreaterThan(value('vigilant listener misled'))
  expect(value('exaggeration by true sentences')).toBeGreaterThan(0)
})

/** Responses in the form of the released ones, by a speaker that is known. */
const responses = (shuffled = false): string => {
  const lines = (['high', 'low'] as const).flatMap((goal) => {
    const table = speakerTable({ strength: 'expected-value', alpha: 1.3, beta: 0.9, cost: 2 }, goal)
    return RESULTS.flatMap((results, w) =>
      Array.from({ length: 20 }, (_, i) => {
        const sentence = luckOf('responses').of(goal, w, i).weighted(SENTENCES, table[w]!)
        const [a, b, c] = sentence.split('-')
        const other = shuffled ? RESULTS[(w + 7) % 20]! : results
        return `${goal === 'high' ? 1 : 0},"['${a}', '${b}', '${c}']","[${other.join(', ')}]",0,0,64`
      }),
    )
  })
  return ['condition,response,row_number,index_observation,index_utterance,id', ...lines].join('\n')
}

it('reads responses as they were released, and refuses what is not one', () => {
  const { comparisons } = dataLedger(study as never, responses(), 'cleaned_data.csv')
  const ours = Object.fromEntries(comparisons.map(({ key, ours }) => [key, ours!]))
  expect(Object.keys(ours).sort()).toEqual(['expected value', 'informative', 'likelihood ratio', 'uniform'])
  expect(ours['uniform']!.n).toBe(800)
  expect(ours['expected value']!.value).toBeGreaterThan(ours['informative']!.value + 50)
  expect(ours['informative']!.value).toBeGreaterThan(ours['uniform']!.value)
  expect(ours['expected value']!.note).toMatch(/^alpha 1\.\d+, beta 0\.\d+, cost \d\.\d+$/)
  // Other people's responses are not these 1,472: nothing is called recomputed.
  for (const { verdict: said } of comparisons) expect(said).toBe('not recomputed')
  expect(() => dataLedger(study as never, responses(true), 'x.csv')).toThrow(/is false of/)
  const columns = study.data!.columns
  expect(() => readRows('condition,response\n1,x', columns, 'x.csv')).toThrow('lacks the column row_number')
  expect(() => readRows('condition,response,row_number\n2,"[\'all\']",[0]', columns, 'x.csv')).toThrow(
    /column condition/,
  )
})
