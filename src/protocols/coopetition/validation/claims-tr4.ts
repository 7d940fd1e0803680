import { mean } from 'suasion/statistics'
import { appStore, appStoreFit, appStoreScore, conceded, phaseMeans, phases } from './apple.ts'
import { type Claim, formal, once } from './claims.ts'
import { allTargets, cooperationAt, dilemma, recovery, teamOutput, unevenAnswers } from './experiments.ts'
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
/** The experiments of section 7, noiseless: the digits they are printed with are the margin. */
const experiment = (value: number, margin: number, compute: () => number, more: Partial<Claim> = {}): Claim => ({
  ...{ ...formal, source: 'TR-4, functional experiments of 16 Feb 2026', value, margin, compute, n: 1 },
  ...{ estimator: 'one simulation, exact', ...more },
})
const final = (of: ReturnType<typeof appStore>): number => mean(of.acts.at(-1)!)
const points = (): number => appStoreScore(simulated()).points

/** The numbers of the TR-4 suite: the sweep of 15,625 configurations, its small experiments, and the App Store case. */
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
  'dilemma without reciprocity': experiment(0.4091, 1e-5, () => dilemma(0)),
  'dilemma with reciprocity': experiment(1, 1e-5, () => dilemma(1)),
  'dilemma, with over without': experiment(2.444, 5e-4, () => dilemma(1) / dilemma(0)),
  'asymmetric answers': experiment(4.5, 1e-9, unevenAnswers),
  'recovery from a defection': experiment(2, 0, recovery, {
    note: 'the same for every memory, because acts are held against fixed baselines; 2 is the first step looked at',
  }),
  'cooperation at trust .3': experiment(0.381, 5e-4, () => cooperationAt(0.3)),
  'cooperation at trust .6': experiment(0.721, 5e-4, () => cooperationAt(0.6)),
  'cooperation at trust .9': experiment(1, 5e-4, () => cooperationAt(0.9)),
  'team without reciprocity': experiment(1.1431, 5e-5, () => teamOutput(0)),
  'team with reciprocity': experiment(3, 5e-5, () => teamOutput(1)),
  'draws that meet all criteria': experiment(0.945, 0, () => allTargets(), {
    n: 2000,
    estimator: 'their draws, repeated',
  }),
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
