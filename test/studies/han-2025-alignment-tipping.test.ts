import { type Estimate, luckOf, type Published } from 'suasion'
import study from 'suasion/studies/han-2025-alignment-tipping'
import { expect, it } from 'vitest'
import { checkStudy } from '../../src/lab/check.ts'
import { verdict } from '../../src/lab/report/verdict.ts'
import { run } from '../../src/lab/run.ts'

it('holds to the conformance kit', async () => {
  expect(await checkStudy(study)).toEqual([])
})

it('derives the tipping points and chances, and shows where language models do otherwise', async () => {
  const { rows, flow } = await run(study, { n: 13 * 400 })
  expect(flow).toMatchObject({ assigned: 5200, valid: 5200 })
  const estimates: Readonly<Record<string, Estimate | null>> = study.estimates(rows as never, luckOf('estimates'))
  const said = (key: string) =>
    verdict((study.published as Readonly<Record<string, Published>>)[key]!, estimates[key] ?? null, {
      cast: ['formal'],
      fittedOn: [],
    }).verdict
  for (const key of Object.keys(study.published)) {
    if (/^(tipping point|chance) /.test(key)) expect(said(key), key).toBe('derived')
    if (key.startsWith('success ')) expect(said(key), key).not.toBe('contradicted')
  }
  expect(said('success 4, .357')).toBe('derived')
  // The cascade of the paper from 5 of 8 is not what imitation of payoffs gives from its first share.
  expect(estimates['GRPO at 4']!.value).toBeLessThan(0.1)
  expect(estimates['base at 6']!.value).toBeGreaterThan(0.3)
  expect(said('GRPO at 4')).toBe('planted: says nothing about models')
  expect(said('largest drop')).toBe("the paper's error")
  expect(study.estimates([], luckOf('estimates'))['success 4, .357']).toBeNull()
})
