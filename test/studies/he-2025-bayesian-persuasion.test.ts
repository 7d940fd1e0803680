import { luckOf, type Published } from 'suasion'
import study from 'suasion/studies/he-2025-bayesian-persuasion'
import { expect, it } from 'vitest'
import { checkStudy } from '../../src/lab/check.ts'
import { verdict } from '../../src/lab/report/verdict.ts'
import { run } from '../../src/lab/run.ts'

it('holds to the conformance kit', async () => {
  expect(await checkStudy(study)).toEqual([])
})

it('derives every known scheme, maximum and acceptance, and shows the order of the receivers', async () => {
  const { rows, flow } = await run(study)
  expect(flow).toMatchObject({ assigned: 240, valid: 240 })
  const estimates = study.estimates(rows as never, luckOf('estimates'))
  const said = Object.entries<Published>(study.published).map(([key, published]) => [
    key,
    verdict(published, estimates[key as keyof typeof estimates] ?? null, { cast: ['formal'], fittedOn: [] }).verdict,
  ])
  expect(said.filter(([, outcome]) => outcome !== 'derived')).toEqual([])
  for (const problem of ['.3, .5', '.3, .7', '.2, .6', '.45, .5'] as const) {
    expect(estimates[`share of the maximum ${problem}`]!.value).toBeCloseTo(1, 1)
    const [credulous, accepted, sceptical] = (['credulous', 'accepted', 'sceptical'] as const).map(
      (name) => estimates[`${name} ${problem}`]!.value,
    )
    expect(credulous!).toBeGreaterThanOrEqual(accepted!)
    expect(accepted!).toBeGreaterThan(sceptical!)
    expect(accepted!).toBeGreaterThan(estimates[`truth ${problem}`]!.value)
  }
  const none = study.estimates([], luckOf('estimates'))
  expect(none['accepted .3, .5']).toBeNull()
  expect(none['maximum .3, .5']!.value).toBeCloseTo(0.6, 9)
})
