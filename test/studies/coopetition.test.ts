import { type AnyStudy, type Estimate, luckOf, type Published } from 'suasion'
import tr1 from 'suasion/studies/pant-2025-coopetition-tr1'
import tr2 from 'suasion/studies/pant-2025-coopetition-tr2'
import audit from 'suasion/studies/pant-2026-coopetition-audit'
import gym from 'suasion/studies/pant-2026-coopetition-gym'
import tr3 from 'suasion/studies/pant-2026-coopetition-tr3'
import tr4 from 'suasion/studies/pant-2026-coopetition-tr4'
import { describe, expect, it } from 'vitest'
import { verdict } from '../../src/lab/report/verdict.ts'
import { type Ended, run } from '../../src/lab/run.ts'

const evidence = { cast: ['formal'], fittedOn: [] } as const
/** The verdict on each published number of a study, as run with its own cast. */
const judged = async (study: AnyStudy) => {
  const ended: Ended = await run(study)
  const estimates = study.estimates(ended.rows as never, luckOf('estimates')) as Record<string, Estimate | null>
  const published: Readonly<Record<string, Published>> = study.published
  const verdicts = Object.fromEntries(
    Object.entries(published).map(([name, each]) => [name, verdict(each, estimates[name]!, evidence).verdict]),
  )
  const of = (wanted: string): string[] => Object.keys(verdicts).filter((name) => verdicts[name] === wanted)
  return { ended, estimates, verdicts, of }
}

describe.each([
  // study, trials, published numbers, those that contradict it, those that are the paper's own errors
  [tr1, 2, 64, ['logarithmic, cooperation as printed'], ['effect size as printed', 'score of slcd in the abstract']],
  [tr2, 4, 25, [], []],
  [tr3, 5, 33, [], ['older ratio', 'older Apache score', 'older number of configurations']],
  [tr4, 10, 53, ['App Store, points as published'], ['App Store, applicable cells']],
  [gym, 152, 152, ['PartnerHoldUp equilibrium', 'RenaultNissan equilibrium'], []],
  [audit, 10, 8, ['beaten by a constant'], []],
] as const)('%#', (study: AnyStudy, trials, numbers, contradicted, errors) => {
  it(`${study.name}: every published number has its verdict, misses and errors of the papers included`, async () => {
    const { ended, of, verdicts } = await judged(study)
    expect(ended.flow).toMatchObject({ assigned: trials, completed: trials, valid: trials })
    expect(Object.keys(verdicts)).toHaveLength(numbers)
    expect(of('contradicted')).toEqual(contradicted)
    expect(of("the paper's error")).toEqual(errors)
    expect(of('derived')).toHaveLength(numbers - contradicted.length - errors.length)
    expect((await run(study)).rows).toEqual(ended.rows)
  })
})

it('says what beats the published learners, and that the loyalty oracle invests everything', async () => {
  const { estimates } = await judged(audit)
  expect(estimates['beaten by a constant']).toMatchObject({ value: 5 })
  expect(estimates['beaten by a constant']!.note).toContain('TeamProduction at 0.47: 97144')
  expect(estimates['exploitative switches']).toMatchObject({ value: 0, n: 164 })
  expect(estimates['exploitative halvings']!.value).toBeGreaterThan(10)
  expect(estimates['ApacheProject']!.note).toBe('the same as when all invest everything')
})

it('plays the joint venture to the amounts that the suite computes', async () => {
  const { estimates } = await judged(tr1)
  expect(estimates['logarithmic, first invests']).toMatchObject({ estimator: 'as played' })
  expect(estimates['power, second invests']!.value).toBeCloseTo(0.876705, 4)
})

it('repeats the draws of the suites where their generator is known, and says that others are their own', async () => {
  const [first, fourth] = [await judged(tr1), await judged(tr4)]
  expect(first.estimates['effect size']!.value).toBeCloseTo(19.44475149380258, 9)
  expect(fourth.estimates['draws that meet all criteria']!.value).toBe(1890 / 2000)
  expect(first.estimates['logarithmic wins among random pairs']!.note).toContain('another stream')
})

it('gives no estimate of episodes that were not played', () => {
  const none = gym.estimates([], luckOf('estimates'))
  expect(none['TrustDilemma 0.5']).toBeNull()
  expect(none['TrustDilemma at 0.42']!.value).toBeCloseTo(46829.8, 0)
})
