import { type Estimate, luckOf, type Published } from 'suasion'
import study from 'suasion/studies/arghal-2025-steering-the-herd'
import { expect, it } from 'vitest'
import { checkStudy } from '../../src/lab/check.ts'
import { verdict } from '../../src/lab/report/verdict.ts'
import { run } from '../../src/lab/run.ts'

it('holds to the conformance kit', async () => {
  expect(await checkStudy(study)).toEqual([])
})

it('derives the thresholds, and contradicts convexity where precision is dear', async () => {
  const { rows, flow } = await run(study, { n: 1800 })
  expect(flow).toMatchObject({ assigned: 1800, valid: 1800 })
  const estimates: Readonly<Record<string, Estimate | null>> = study.estimates(rows as never, luckOf('estimates'))
  const said = (key: string) =>
    verdict((study.published as Readonly<Record<string, Published>>)[key]!, estimates[key] ?? null, {
      cast: ['formal'],
      fittedOn: [],
    }).verdict
  console.log(Object.keys(estimates).map((k) => [k, estimates[k]?.value, estimates[k]?.interval, k in study.published ? said(k) : '']).join('\n'))
})
