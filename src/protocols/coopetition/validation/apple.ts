import { factor, leastSquares, mean } from 'suasion/statistics'
import { type Cooperation, cooperation, type Reciprocating } from './cooperation.ts'
import { numpyNormals } from './mersenne.ts'

/** The five phases of the App Store, in quarters since 2008, and the cooperation of Apple, major and small developers in each. */
export const phases = [
  { name: 'symbiosis', span: [0, 16], target: [0.81, 0.78, 0.8] },
  { name: 'maturation', span: [16, 36], target: [0.85, 0.84, 0.86] },
  { name: 'tension', span: [36, 48], target: [0.72, 0.6, 0.68] },
  { name: 'crisis', span: [48, 54], target: [0.49, 0.22, 0.42] },
  { name: 'adjustment', span: [54, 66], target: [0.7, 0.47, 0.67] },
] as const

type Shocks = NonNullable<Reciprocating['shocks']>
/** What struck whom: actor 0 is Apple, 1 the major, 2 the small developers. */
export const happened: Shocks = {
  36: { 1: { add: -0.15 }, 2: { add: -0.1 } },
  48: { 1: { add: -0.4 }, 0: { add: -0.25 } },
  54: { 0: { add: 0.2 } },
}
/** Had Apple given way early. */
export const conceded: Shocks = {
  36: { 1: { add: -0.05 } },
  44: { 0: { add: 0.15 } },
  48: { 1: { add: -0.1 } },
  54: { 0: { add: 0.2 } },
}

/** The 66 quarters of TR-4, section 8; `seed` is that of NumPy's RandomState, 42 in the paper. */
export const appStore = (shocks: Shocks = happened, seed = 42): Cooperation => {
  const normal = numpyNormals(seed)
  return cooperation(
    {
      dependence: [
        [0, 0.66, 0.71],
        [0.88, 0, 0.3],
        [0.92, 0.3, 0],
      ],
      trust: [
        [1, 0.7, 0.7],
        [0.7, 1, 0.5],
        [0.7, 0.5, 1],
      ],
      ...{
        acts: [0.7, 0.65, 0.68],
        baselines: [0.5, 0.5, 0.5],
        rho: 0.85,
        eta: 1.3,
        kappa: 1.2,
        lambda: 1,
        omega: 0.6,
      },
      ...{ adjustment: 0.12, decay: 0.05, adaptation: 0.08, shocks, noise: () => 0.02 * normal() },
    },
    66,
  )
}

const spread = (xs: readonly number[]): number => {
  const centre = mean(xs)
  return mean(xs.map((x) => (x - centre) ** 2))
}
const spanOf = ({ acts }: Cooperation, i: number): readonly (readonly number[])[] => {
  const [start, end] = phases[i]!.span
  return acts.slice(start, end + 1)
}
const columns = (acts: readonly (readonly number[])[]): number[][] => [0, 1, 2].map((j) => acts.map((row) => row[j]!))

/** The mean cooperation of each actor in each phase; a phase counts its last quarter. */
export const phaseMeans = (simulated: Cooperation): number[][] =>
  phases.map((_, i) => columns(spanOf(simulated, i)).map((xs) => mean(xs)))

/** The points of one phase by indicator; null where it does not apply. */
const score = (
  simulated: Cooperation,
  i: number,
  means: readonly number[],
): Readonly<Record<string, number | null>> => {
  const acts = spanOf(simulated, i)
  const byActor = columns(acts)
  const [first, last] = [acts[0]!, acts.at(-1)!]
  const trend = mean(last) - mean(first)
  const variances = byActor.map(spread)
  const error = mean(means.map((x, j) => Math.abs(x - phases[i]!.target[j]!) / phases[i]!.target[j]!))
  const steps = acts.slice(1).map((row, t) => row.map((x, j) => x - acts[t]![j]!))
  const half = (met: boolean): number => (met ? 1 : 0.5)
  const trends = [
    half(trend > 0),
    half(mean(variances.map(Math.sqrt)) < 0.05),
    trend < 0 ? 1 : 0,
    half(trend < -0.1),
    half(trend > 0),
  ]
  const punished = [null, 1, half(last[1]! < first[1]!), half(trend < 0), 1]
  const calm = i === 0 || i === 1 || i === 4
  return {
    trend: trends[i]!,
    magnitude: error < 0.15 ? 1 : error < 0.25 ? 0.5 : 0,
    memory: i === 0 ? 0.5 : half(Math.max(...steps.flat().map(Math.abs)) < 0.2),
    asymmetry: half(variances[1]! > 0 || variances[2]! > 0),
    'trust alignment': i === 4 ? 0.5 : 1,
    punishment: punished[i]!,
    forgiveness: i === 4 ? half(trend > 0.05) : null,
    timing: 1,
    'recovery shape': i === 4 ? half(mean(steps.map((row) => (mean(row) > -0.01 ? 1 : 0))) > 0.7) : null,
    stability: half(mean(variances) < (calm ? 0.01 : 0.05)),
    sensitivity: i === 3 ? half(trend < -0.1) : 1,
    fit: half(error < 0.15),
  }
}

/** The rubric of TR-4 for one simulation: 12 indicators by 5 phases, points and how many apply. */
export const appStoreScore = (simulated: Cooperation) => {
  const means = phaseMeans(simulated)
  const scores = phases.map((_, i) => score(simulated, i, means[i]!))
  const given = scores.flatMap((each) => Object.values(each)).filter((x) => x !== null)
  return { scores, points: given.reduce((sum, x) => sum + x, 0), applicable: given.length }
}

/** How the phase means compare with the documented ones, and whether phases differ by analysis of variance. */
export const appStoreFit = (simulated: Cooperation): { f: number; r: number; rmse: number } => {
  const ours = phaseMeans(simulated).flat()
  const theirs: readonly number[] = phases.flatMap(({ target }) => [...target])
  const rows = phases.flatMap(({ name }, i) => spanOf(simulated, i).map((row) => ({ act: mean(row), phase: name })))
  const [x, y] = [mean(ours), mean(theirs)]
  const cross = mean(ours.map((each, i) => (each - x) * (theirs[i]! - y)))
  return {
    f: leastSquares(rows, { outcome: 'act', terms: [factor('phase')] }).f!.statistic,
    r: cross / Math.sqrt(spread(ours) * spread(theirs)),
    rmse: Math.sqrt(mean(ours.map((each, i) => (each - theirs[i]!) ** 2))),
  }
}
