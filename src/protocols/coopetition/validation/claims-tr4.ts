import { mean } from 'suasion/statistics'
import { appStore, appStoreFit, appStoreScore, conceded, phaseMeans, phases } from './apple.ts'
import { type Claim, formal, once } from './claims.ts'
import { cooperation } from './cooperation.ts'
import { type ReciprocitySweep, reciprocitySweep } from './reciprocity-sweep.ts'

const sweep = once(reciprocitySweep)
const simulated = once(() => appStore())
const source = 'TR-4, released results of 16 Feb 2026'

const of = (value: number, margin: number, name: keyof ReciprocitySweep): Claim => ({
  ...{ ...formal, source, value, margin, n: 15_625, estimator: 'count or mean over the sweep, exact' },
  compute: () => sweep()[name],
})
const story = (value: number, margin: number, compute: () => number, more: Partial<Claim> = {}): Claim => ({
  ...{ ...formal, source, value, margin, compute, n: 66, estimator: 'their draws of noise, repeated' },
  ...more,
})
const released = [
  [0.8546, 0.7599, 0.7887],
  [0.9937, 0.9515, 0.9614],
  [0.9331, 0.8263, 0.9374],
  [0.7123, 0.4066, 0.831],
  [0.8799, 0.4447, 0.848],
] as const
/** The first experiment of section 7: two who depend on each other by .8, with and without reciprocity. */
const dilemma = (rho: number): number =>
  final(
    cooperation(
      {
        ...{ rho, eta: 1, kappa: 1, lambda: 1, omega: 0.6, adjustment: 0.15, decay: 0.02 },
        ...{ acts: [0.5, 0.5], baselines: [0.3, 0.3] },
        dependence: [
          [0, 0.8],
          [0.8, 0],
        ],
        trust: [
          [1, 0.6],
          [0.6, 1],
        ],
      },
      30,
    ),
  )
const final = (of: ReturnType<typeof appStore>): number => mean(of.acts.at(-1)!)
const points = (): number => appStoreScore(simulated()).points

/** The numbers of the TR-4 suite: the sweep of 15,625 configurations, and the App Store case. */
export const reciprocityClaims: Readonly<Record<string, Claim>> = {
  configurations: of(15_625, 0, 'configurations'),
  emergence: of(15_235, 0, 'emergence'),
  punishment: of(15_625, 0, 'punishment'),
  forgiveness: of(13_728, 0, 'forgiveness'),
  asymmetry: of(15_625, 0, 'asymmetry'),
  'trust matters': of(15_625, 0, 'trust'),
  bounded: of(15_625, 0, 'bounded'),
  'mean ratio': of(2.7545, 1e-4, 'ratio'),
  'deviation of the ratio': of(0.8012, 2e-4, 'ratioDeviation'),
  'final cooperation': of(0.9065, 1e-4, 'final'),
  'dilemma without reciprocity': story(0.4091, 1e-5, () => dilemma(0), { n: 30, estimator: 'exact' }),
  'dilemma with reciprocity': story(1, 1e-5, () => dilemma(1), { n: 30, estimator: 'exact' }),
  ...Object.fromEntries(
    phases.flatMap(({ name }, i) =>
      (['Apple', 'major', 'small'] as const).map((actor, j) => [
        `App Store, ${actor} in ${name}`,
        story(released[i]![j]!, 1e-4, () => phaseMeans(simulated())[i]![j]!),
      ]),
    ),
  ),
  'App Store, points': story(43, 0, points),
  'App Store, F': story(92.14, 0.01, () => appStoreFit(simulated()).f),
  'App Store, correlation': story(0.7855, 1e-4, () => appStoreFit(simulated()).r),
  'App Store, error': story(0.1874, 1e-4, () => appStoreFit(simulated()).rmse),
  'App Store, had Apple given way': story(0.1928, 1e-4, () => final(appStore(conceded)) - final(simulated())),
  'App Store, applicable cells': story(55, 0, () => appStoreScore(simulated()).applicable, {
    ...{ origin: 'published', source: 'TR-4, case sheet: 48 of 55', n: 60, estimator: 'cells of the rubric' },
    error: 'its own table has 51 applicable cells',
  }),
  'App Store, points as published': story(48, 0, points, {
    ...{ origin: 'published', source: 'TR-4, table of section 8, 48 of 51' },
    note: 'the released simulation scores 43 of 51',
  }),
}
