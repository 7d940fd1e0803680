import { share, whole } from './parts/check.ts'

/**
 * What the best of `k` tries would reach from a point where one try succeeds with chance `value`: 1 - (1 - value)^k,
 * a chance. The provers of Setlur et al. 2024 ("Rewarding progress").
 */
export const bestOfProver = (value: number, k: number): number => {
  share(value, 'the chance of one try')
  whole(k, 'the number of tries')
  return -Math.expm1(k * Math.log1p(-value))
}

/**
 * The progress a step makes under the best-of-`k` prover: its value after the step less its value before, from -1 to 1.
 * With k 1 it is the advantage of the base policy; with many tries it vanishes, because the prover succeeds anyhow.
 */
export const stepProgress = (before: number, after: number, { k }: { readonly k: number }): number =>
  bestOfProver(after, k) - bestOfProver(before, k)
