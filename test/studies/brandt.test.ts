import { existsSync, readFileSync } from 'node:fs'
import study from 'suasion/studies/brandt-2025-synchrony-stability'
import { describe, expect, test } from 'vitest'
import { dataLedger } from '../../src/lab/ledger.ts'
import { run } from '../../src/lab/run.ts'

const file = new URL('../../../shared/data/synchrony-stability/turns.csv', import.meta.url)

test('formal users put the policies in the published order', async () => {
  const { rows, flow } = await run(study)
  expect(flow).toMatchObject({ assigned: 480, valid: 480 })
  const estimates = study.estimates(rows as never, null as never)
  expect(estimates['policies out of the order of stability']!.value).toBe(0)
  expect(estimates['policies out of the order of synchrony']!.value).toBe(0)
  expect(study.estimates([], null as never)['policies out of the order of stability']).toBeNull()
})

describe.skipIf(!existsSync(file))('the released turns (skipped where they are absent)', () => {
  const csv = () => readFileSync(file, 'utf8')

  test('give the printed synchrony, stability and flips, and show that coherence was noise', () => {
    const { comparisons } = dataLedger(study, csv(), 'turns.csv')
    const verdicts = new Map(comparisons.map(({ key, verdict }) => [key, verdict]))
    for (const [key, verdict] of verdicts) {
      const noise = /coherence$/.test(key) ? key !== 'static: coherence' : key === 'static: synchrony'
      expect([key, verdict]).toEqual([key, noise ? "the paper's error" : 'recomputed'])
    }
    const of = (key: string) => comparisons.find((each) => each.key === key)!.ours!.value
    // The headline: .542 to .878 for 17% less synchrony.
    expect(of('uncapped: stability')).toBeCloseTo(0.542, 2)
    expect(of('hybrid: stability')).toBeCloseTo(0.878, 2)
    expect(1 - of('hybrid: synchrony') / of('uncapped: synchrony')).toBeCloseTo(0.17, 2)
  })

  test('give other estimates when what users said is dealt out among turns', () => {
    const [header, ...lines] = csv().trim().split('\n')
    const vectors = lines.map((line) => /"(\[[^\]]*\])","/.exec(line)![1]!)
    const shuffled = lines.map((line, i) => line.replace(vectors[i]!, vectors[(i * 1009) % lines.length]!))
    const read = (text: string) =>
      dataLedger(study, text, 'turns.csv').comparisons.find(({ key }) => key === 'uncapped: stability')!.ours!.value
    expect(Math.abs(read([header, ...shuffled].join('\n')) - read(csv()))).toBeGreaterThan(0.05)
  })

  test('say what is wrong with a table that is not theirs', () => {
    const [header, first] = csv().split('\n')
    expect(() => dataLedger(study, `${header}\n${first!.replace('[', '{')}`, 'turns.csv')).toThrow(
      'a list of 8 numbers is wanted',
    )
    expect(() => dataLedger(study, `${header}\n${first}`, 'turns.csv')).toThrow(
      /static session|people in adaptive sessions/,
    )
    expect(() => dataLedger(study, 'a,b\n1,2', 'turns.csv')).toThrow('lacks the columns')
  })
})
