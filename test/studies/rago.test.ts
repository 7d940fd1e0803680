import { luckOf } from 'suasion'
import study from 'suasion/studies/rago-2023-argumentative-exchanges'
import { expect, it } from 'vitest'
import { verdict } from '../../src/lab/report/verdict.ts'
import { run } from '../../src/lab/run.ts'

it('derives the expected directions from 800 exchanges, and claims none that it cannot show', async () => {
  const { rows, flow } = await run(study, { n: 800 })
  expect(flow).toMatchObject({ assigned: 800, valid: 800 })
  const estimates = study.estimates(rows as never, luckOf('estimates'))
  const said = Object.entries(study.published).map(([key, published]) => [
    key,
    verdict(published, estimates[key] ?? null, { cast: ['formal'], fittedOn: [] }).verdict,
  ])
  expect(Object.fromEntries(said)).toEqual({
    'more moves bring more consensus': 'derived',
    'bias lowers consensus': 'derived',
    'the gullible agree more than the sceptical': 'derived',
    'the sceptical agree more than the biased': 'derived',
    'counterfactuals need fewer links': 'too imprecise to say',
  })
  const value = (key: string) => estimates[key]!.value
  expect(value('one move')).toBeLessThan(value('six moves'))
  expect(value('sincere about their view in the end')).toBe(1)
  expect(Math.abs(value('difference: counterfactuals need fewer links'))).toBeLessThan(2)
})
