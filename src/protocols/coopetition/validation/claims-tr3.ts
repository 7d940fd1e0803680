import { apache } from './apache.ts'
import { type Claim, formal, once } from './claims.ts'
import { type Counting, type TeamSweep, teamSweep } from './team-sweep.ts'

const sweeps = { sum: once(() => teamSweep('sum')), average: once(() => teamSweep('average')) } as const
const cases = { sum: once(() => apache('sum')), average: once(() => apache('average')) } as const
const grade = {
  sum: { origin: 'published', source: 'TR-3, sections 6 and 7' },
  average: { origin: 'run', source: 'validation suite of d2dffd5, run outside this project' },
} as const

const of = (counting: Counting, value: number, margin: number, read: (sweep: TeamSweep) => number): Claim => ({
  ...{ ...formal, ...grade[counting], value, margin, n: 3125, estimator: 'exact equilibria over the sweep' },
  compute: () => read(sweeps[counting]()),
})
const effort = (counting: Counting, value: number, margin: number, phase: number): Claim => ({
  ...{ ...formal, ...grade[counting], value, margin, n: 1, estimator: 'exact equilibrium' },
  compute: () => cases[counting]().efforts[phase]!,
})
const score = (counting: Counting, value: number): Claim => ({
  ...{ ...formal, ...grade[counting], value, margin: 0, n: 4, estimator: 'rubric over phases' },
  compute: () => cases[counting]().score,
})
const outdated = (value: number, margin: number, compute: () => number, error: string): Claim => ({
  ...{ ...formal, origin: 'published', source: 'an older README of TR-3', value, margin, error, compute, n: 3125 },
  estimator: 'exact equilibria',
})

const targets = { 'free riding': 96.48, loyalty: 100, differentiation: 100, size: 100, synergy: 99.52, bounded: 100 }

/** The numbers of the TR-3 suite, with the loyal counting the sum of their teammates' payoffs and the average. */
export const loyaltyClaims: Readonly<Record<string, Claim>> = {
  ...Object.fromEntries(
    (['sum', 'average'] as const).flatMap((counting) =>
      Object.entries(targets).map(([target, percent]) => [
        `${counting}, ${target}`,
        of(counting, percent, 0.005, (sweep) => 100 * sweep.targets[target as keyof typeof targets]),
      ]),
    ),
  ),
  'sum, median ratio': of('sum', 15.036, 0.001, ({ ratio }) => ratio),
  'sum, d': of('sum', 0.715, 0.0005, ({ d }) => d),
  'average, median ratio': of('average', 4.478, 0.001, ({ ratio }) => ratio),
  'average, mean ratio': of('average', 4.69, 0.005, ({ meanRatio }) => meanRatio),
  'average, d': of('average', 0.44, 0.0005, ({ d }) => d),
  'sum, Apache in formation': effort('sum', 50, 0.001, 0),
  'sum, Apache in growth': effort('sum', 35.928, 0.001, 1),
  'sum, Apache in maturation': effort('sum', 14.532, 0.001, 2),
  'sum, Apache in evolution': effort('sum', 11.47, 0.001, 3),
  'sum, Apache score': score('sum', 60),
  'average, Apache in formation': effort('average', 9.67, 0.005, 0),
  'average, Apache in growth': effort('average', 0.096, 0.0005, 1),
  'average, Apache in maturation': effort('average', 0.011, 0.0005, 2),
  'average, Apache in evolution': effort('average', 0.015, 0.0005, 3),
  'average, Apache score': {
    ...score('average', 45),
    note: 'the released code averages where the paper sums, and no longer gives the published 60 of 60',
  },
  'older ratio': outdated(
    4.12,
    0.005,
    () => sweeps.sum().ratio,
    'neither version of the code gives it: 15.04 and 4.48',
  ),
  'older Apache score': outdated(52, 0, () => cases.sum().score, 'neither version of the code gives it: 60 and 45'),
  'older number of configurations': outdated(
    15_625,
    0,
    () => sweeps.sum().configurations,
    'the sweep has five parameters of five values',
  ),
}
