import { type Estimate, luckOf, type Published } from 'suasion'
import study from 'suasion/studies/han-2025-alignment-drift'
import { expect, it } from 'vitest'
import { checkStudy } from '../../src/lab/check.ts'
import { verdict } from '../../src/lab/report/verdict.ts'
import { run } from '../../src/lab/run.ts'

it('holds to the conformance kit', async () => {
  expect(await checkStudy(study)).toEqual([])
})

it('derives where a tool pays, and claims nothing about language models', async () => {
  const { rows, flow } = await run(study)
  expect(flow).toMatchObject({ assigned: 4000, valid: 4000 })
  const estimates: Readonly<Record<string, Estimate | null>> = study.estimates(rows as never, luckOf('estimates'))
  const published = study.published as Readonly<Record<string, Published>>
  for (const [key, claim] of Object.entries(published)) {
    const said = verdict(claim, estimates[key] ?? null, { cast: ['formal'], fittedOn: [] }).verdict
    expect(said, key).toBe(key.startsWith('worth it') ? 'derived' : 'planted: says nothing about models')
  }
  for (const model of ['base', 'DPO', 'GRPO', 'GPT-4.1-mini']) {
    const [first, last] = [estimates[`round 0 ${model}`]!.value, estimates[`round 5 ${model}`]!.value]
    expect(Math.abs(first - published[`round 0 ${model}`]!.value)).toBeLessThan(0.05)
    expect(last).toBeLessThan(first - 0.05)
  }
  expect(study.estimates([], luckOf('estimates'))['round 5 DPO']).toBeNull()
})
