import { mean } from 'suasion/statistics'
import { type Cooperation, cooperation, type Reciprocating } from './cooperation.ts'
import { numpyUniforms } from './mersenne.ts'
import { judge } from './reciprocity-sweep.ts'

/** A square of `between`, with `own` on its diagonal. */
const square = (n: number, between: number, own: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? own : between)))

type Alike = { readonly n: number; readonly depends: number; readonly trusts: number; readonly decay: number } & {
  readonly act: number
  readonly baseline: number
  readonly rho?: number
}

/** Actors who all start alike, with the reference parameters of the suite. */
const alike = ({ n, depends, trusts, decay, act, baseline, rho = 1 }: Alike): Reciprocating => ({
  ...{ rho, eta: 1, kappa: 1, lambda: 1, omega: 0.6, adjustment: 0.15, decay },
  ...{ acts: new Array<number>(n).fill(act), baselines: new Array<number>(n).fill(baseline) },
  ...{ dependence: square(n, depends, 0), trust: square(n, trusts, 1) },
})
const last = ({ acts }: Cooperation): readonly number[] => acts.at(-1)!

/** Two who depend on each other by .8: mean cooperation after 30 steps, with (1) or without (0) reciprocity. */
export const dilemma = (rho: number): number =>
  mean(last(cooperation(alike({ n: 2, depends: 0.8, trusts: 0.6, decay: 0.02, act: 0.5, baseline: 0.3, rho }), 30)))

/**
 * How much more strongly who depends by .9 answers a defector than who depends by .2: the ratio of their answers three
 * steps after the defection.
 */
export const unevenAnswers = (): number => {
  const setting = {
    ...alike({ n: 3, depends: 0, trusts: 0.7, decay: 0.01, act: 0.6, baseline: 0.3 }),
    dependence: [
      [0, 0.9, 0.2],
      [0.5, 0, 0.5],
      [0.2, 0.2, 0],
    ],
  }
  const acts = cooperation({ ...setting, shocks: { 5: { 1: { add: -0.35 } } } }, 25).acts[8]!
  const { first } = cooperation({ ...setting, acts }, 1)
  return Math.abs(first[0]![1]! / first[2]![1]!)
}

const pair = { n: 2, depends: 0.7, baseline: 0.3, act: 0.6 }

/**
 * Steps after a defection until the other is back at nine tenths of its act before, looked for from the second on; 0 if
 * it never is.
 */
export const recovery = (): number => {
  const struck = cooperation(
    { ...alike({ ...pair, trusts: 0.7, decay: 0.02 }), shocks: { 10: { 1: { add: -0.35 } } } },
    50,
  )
  const acts = struck.acts.map(([first]) => first!)
  const back = acts.findIndex((act, t) => t >= 12 && act >= 0.9 * acts[9]!)
  return back < 0 ? 0 : back - 10
}

/** Mean cooperation after 50 steps of two who start with this much trust. */
export const cooperationAt = (trusts: number): number =>
  mean(last(cooperation(alike({ ...pair, trusts, decay: 0.1 }), 50)))

/** What a team of three gives together after 25 steps, with (1) or without (0) reciprocity. */
export const teamOutput = (rho: number): number =>
  last(cooperation(alike({ n: 3, depends: 0.5, trusts: 0.7, decay: 0.02, act: 0.5, baseline: 0.2, rho }), 25)).reduce(
    (sum, act) => sum + act,
    0,
  )

/**
 * The share of draws that meet all six criteria: the released draws of a seed, each reference parameter moved by up to
 * 15 % of itself.
 */
export const allTargets = (seed = 42, draws = 2000): number => {
  const uniform = numpyUniforms(seed)
  const by = (): number => 1 + 0.15 * (2 * uniform() - 1)
  const met = Array.from({ length: draws }, () => {
    const [rho, eta, kappa, memory, lambda] = [by(), by(), by(), Math.floor(5 * by()), by()]
    const found = judge({ rho, eta, kappa, lambda, trust: Math.min(0.95, 0.6 * by()) }, [memory])
    const { emergence, punishment, asymmetry, trust, bounded, forgiveness } = found
    return emergence && punishment && asymmetry && trust && bounded && forgiveness === 1 ? 1 : 0
  })
  return mean(met)
}
