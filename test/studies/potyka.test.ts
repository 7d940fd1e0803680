import { luckOf } from 'suasion'
import study from 'suasion/studies/potyka-2018-quadratic-energy'
import { expect, it } from 'vitest'
import { verdict } from '../../src/lab/report/verdict.ts'
import { run } from '../../src/lab/run.ts'

it('derives all 43 reference strengths to four digits, and plays exchanges by four semantics', async () => {
  const { rows, flow } = await run(study, { n: 80 })
  expect(flow).toMatchObject({ assigned: 80, valid: 80 })
  const estimates = study.estimates(rows as never, luckOf('estimates'))
  const published = Object.entries(study.published)
  expect(published).toHaveLength(43)
  for (const [key, each] of published) {
    const ours = estimates[key as keyof typeof estimates]!
    expect([key, Math.round(ours.value * 1e4)]).toEqual([key, Math.round(each.value * 1e4)])
    expect(verdict(each, ours, { cast: ['formal'], fittedOn: [] }).verdict).toBe('derived')
  }
  for (const method of ['quad', 'df-quad', 'quadratic-energy', 'euler']) {
    const { value, n } = (estimates as Record<string, { value: number; n: number }>)[`consensus by ${method}`]!
    expect(n).toBe(20)
    expect(value).toBeGreaterThan(0)
  }
})
