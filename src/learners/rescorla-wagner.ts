import { finite, numbers, share, sized } from './parts/check.ts'

/** One trial: how present each cue is (0 absent, 1 present), and the outcome, in units of association. */
export interface ConditioningTrial {
  readonly cues: readonly number[]
  readonly outcome: number
}

/**
 * The associative strength of each cue after every trial: V_i += alpha_i beta x_i (outcome - sum of x V). The shared
 * error gives blocking and overshadowing. `saliences` (alpha, one per cue) and `rate` (beta) lie from 0 to 1; `start`
 * is 0 for every cue unless said. The result has one row per trial, one number per cue, in units of the outcome.
 * Source: Rescorla & Wagner 1972.
 */
export const rescorlaWagner = (
  trials: readonly ConditioningTrial[],
  {
    saliences,
    rate,
    start = saliences.map(() => 0),
  }: { readonly saliences: readonly number[]; readonly rate: number; readonly start?: readonly number[] },
): readonly (readonly number[])[] => {
  numbers(saliences, 'the saliences')
  for (const [i, alpha] of saliences.entries()) share(alpha, `the salience of cue ${i}`)
  share(rate, 'the learning rate')
  let strengths = sized(start, saliences.length, 'the strengths at the start')
  return trials.map(({ cues, outcome }, t) => {
    sized(cues, saliences.length, `the cues of trial ${t}`)
    finite(outcome, `the outcome of trial ${t}`)
    const error = outcome - cues.reduce((sum, x, i) => sum + x * strengths[i]!, 0)
    strengths = strengths.map((v, i) => v + saliences[i]! * rate * cues[i]! * error)
    return strengths
  })
}
