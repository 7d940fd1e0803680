import type { Luck } from '../core/luck.ts'
import { checkMatrix, type Matrix } from './matrix-game.ts'

/** A finite population of two kinds that copy each other. */
export interface Population {
  /** What kind i gets against kind j, 2 x 2; for `moran` exp(intensity x payoff) is the fitness. */
  readonly payoffs: Matrix
  /** How many individuals, at least 2. */
  readonly size: number
  /** How strongly payoffs matter, at least 0: at 0 all drift. */
  readonly intensity: number
  /**
   * 'moran': one reproduces by fitness, any dies. 'pairwise': one compares itself with another and copies by Fermi's
   * rule.
   */
  readonly process: 'moran' | 'pairwise'
}

const check = ({ payoffs, size, intensity }: Population, first: number): void => {
  checkMatrix(payoffs)
  if (payoffs.length !== 2 || payoffs[0]!.length !== 2)
    throw new Error(
      `fixation is of one of two kinds: the payoffs are 2 x 2, not ${payoffs.length} x ${payoffs[0]!.length}`,
    )
  if (!(Number.isInteger(size) && size >= 2 && size <= 100_000))
    throw new Error(`the population has from 2 to 100000 individuals, not ${size}`)
  if (!(intensity >= 0 && Number.isFinite(intensity)))
    throw new Error(`the intensity of selection is a finite number of at least 0, not ${intensity}`)
  if (!(Number.isInteger(first) && first >= 0 && first <= size))
    throw new Error(`of ${size} individuals from 0 to ${size} are of the first kind, not ${first}`)
}

/** By how much the first kind earns more than the second where `count` are of the first; nobody meets itself. */
const advantage = ({ payoffs: [first, second], size }: Population, count: number): number =>
  ((count - 1) * first![0]! + (size - count) * first![1]! - count * second![0]! - (size - count - 1) * second![1]!) /
  (size - 1)

/**
 * The probability that the first kind takes over a population in which `first` are of it (1 unless said), exactly: with
 * r(k) the ratio of the chances to fall and to rise at k, sum over i < first of prod r / sum over i < size of prod r
 * (Karlin & Taylor 1975; Nowak et al. 2004, Nature 428, 646-650). In both processes r(k) = exp(-intensity x advantage
 * at k); neutral kinds give first / size.
 */
export const fixationProbability = (
  population: Population,
  { first = 1 }: { readonly first?: number } = {},
): number => {
  check(population, first)
  const { size, intensity } = population
  // Sums of products of exponentials, kept as logarithms against overflow.
  let exponent = 0
  const exponents = [0]
  for (let k = 1; k < size; k++) exponents.push((exponent -= intensity * advantage(population, k)))
  const most = Math.max(...exponents)
  const sum = (n: number) => exponents.slice(0, n).reduce((total, e) => total + Math.exp(e - most), 0)
  return sum(first) / sum(size)
}

/** Plays the copying out until one kind is left: whether the first kind took over, and after how many steps. */
export const playFixation = (
  population: Population,
  luck: Luck,
  { first = 1, most = 10_000_000 }: { readonly first?: number; readonly most?: number } = {},
): { readonly takenOver: boolean; readonly steps: number } => {
  check(population, first)
  const { size, intensity, process } = population
  const draws = luck.of('fixation')
  let [count, steps] = [first, 0]
  while (count > 0 && count < size) {
    if (++steps > most) throw new Error(`neither kind has taken over after ${most} steps`)
    const better = intensity * advantage(population, count)
    const share = count / size
    if (process === 'moran') {
      const reproduces = 1 / (1 + ((1 - share) / share) * Math.exp(-better))
      const born = draws.uniform() < reproduces ? 1 : 0
      count += born - (draws.uniform() < share ? 1 : 0)
    } else {
      const [learner, model] = [draws.uniform() < share, draws.uniform()]
      const other = learner ? model < (size - count) / (size - 1) : model < count / (size - 1)
      if (!other) continue
      if (draws.uniform() < 1 / (1 + Math.exp(learner ? better : -better))) count += learner ? -1 : 1
    }
  }
  return { takenOver: count > 0, steps }
}
