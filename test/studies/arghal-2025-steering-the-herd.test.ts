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
  const { rows, flow } = await run(study)
  expect(flow).toMatchObject({ assigned: 3000, valid: 3000 })
  const estimates: Readonly<Record<string, Estimate | null>> = study.estimates(rows as never, luckOf('estimates'))
  const published = study.published as Readonly<Record<string, Published>>
  const said = Object.fromEntries(
    Object.keys(published).map((key) => [
      key,
      verdict(published[key]!, estimates[key] ?? null, { cast: ['formal'], fittedOn: [] }).verdict,
    ]),
  )
  const { 'biased, models': models, 'least curvature, slope 5': dear, ...others } = said
  expect(Object.entries(others).filter(([, outcome]) => outcome !== 'derived')).toEqual([])
  expect(models).toBe('planted: says nothing about models')
  expect(dear).toBe('contradicted')
  expect(estimates['least curvature, slope 5']!.value).toBeLessThan(-2e-3)
  expect(study.estimates([], luckOf('estimates'))['biased, prior .5']).toBeNull()
})
