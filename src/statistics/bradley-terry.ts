import type { Estimate, Interval } from '../core/estimate.ts'
import { checkCount, checkLevel, criticalValue, exponentiate } from './check.ts'
import { type Edge, refuseUnplaced, UnratedError } from './comparison-graph.ts'
import { type Likelihood, type Maximum, maximise, SeparationError } from './likelihood.ts'

/** How often the first of two players won, lost and tied against the second. Several rows of one pair are added up. */
export interface PairCounts {
  readonly first: string
  readonly second: string
  /** Of the first. */
  readonly wins: number
  /** Of the first, so wins of the second. */
  readonly losses: number
  readonly ties?: number
}

/** The log strength of one player: log odds of a decided game against a player of ability 0. n counts its games. */
export interface Ability extends Estimate {
  readonly name: string
  readonly se: number
  readonly interval: Interval
}

export interface BradleyTerryOptions {
  /** The player whose ability is 0; unless said, the abilities have mean 0. */
  readonly reference?: string
  /** Of the intervals; .95 unless said. */
  readonly level?: number
}

export interface BradleyTerryFit {
  /** In order of first appearance. */
  readonly abilities: readonly Ability[]
  /** Davidson's nu, with `se` that of its logarithm: between equals a tie is nu times as likely as a win. Null without ties. */
  readonly tie: (Estimate & { readonly se: number }) | null
  /** Of the abilities as they stand, row-major. */
  readonly covariance: Float64Array
  /** Without binomial or multinomial constants. */
  readonly logLikelihood: number
  /** Games. */
  readonly n: number
}

interface Pair {
  readonly i: number
  readonly j: number
  /** Wins of i, wins of j, ties. */
  readonly counts: readonly [number, number, number]
  readonly n: number
}

const refuseRow = ({ first, second, wins, losses, ties = 0 }: PairCounts, row: number): void => {
  for (const name of [first, second])
    if (typeof name !== 'string' || name === '')
      throw new Error(`row ${row}: a player is called ${JSON.stringify(name)}; give it a name`)
  if (first === second) throw new Error(`row ${row}: ${first} is compared with itself; leave such games out`)
  for (const [count, what] of [
    [wins, 'wins'],
    [losses, 'losses'],
    [ties, 'ties'],
  ] as const)
    checkCount(count, `row ${row}: the number of ${what} of ${first} against ${second}`)
}

const isCount = (count: number): boolean => Number.isInteger(count) && count >= 0

const aggregate = (rows: readonly PairCounts[]): { names: readonly string[]; pairs: readonly Pair[] } => {
  const index = new Map<string, number>()
  const place = (name: string): number => {
    const found = index.get(name)
    if (found !== undefined) return found
    index.set(name, index.size)
    return index.size - 1
  }
  const places = new Int32Array(2 * rows.length)
  for (let row = 0; row < rows.length; row++) {
    const one = rows[row]!
    const { first, second } = one
    const sound = typeof first === 'string' && typeof second === 'string' && first !== '' && second !== ''
    if (!sound || first === second || !isCount(one.wins) || !isCount(one.losses) || !isCount(one.ties ?? 0))
      refuseRow(one, row)
    places[2 * row] = place(first)
    places[2 * row + 1] = place(second)
  }
  const size = index.size
  const sums = new Map<number, { i: number; j: number; counts: [number, number, number]; n: number }>()
  for (let row = 0; row < rows.length; row++) {
    const { wins, losses, ties = 0 } = rows[row]!
    const [a, b] = [places[2 * row]!, places[2 * row + 1]!]
    const [i, j] = a < b ? [a, b] : [b, a]
    let sum = sums.get(i * size + j)
    if (!sum) sums.set(i * size + j, (sum = { i, j, counts: [0, 0, 0], n: 0 }))
    sum.counts[0] += a < b ? wins : losses
    sum.counts[1] += a < b ? losses : wins
    sum.counts[2] += ties
    sum.n += wins + losses + ties
  }
  return { names: [...index.keys()], pairs: [...sums.values()].filter(({ n }) => n > 0) }
}

const refuseUnrated = (names: readonly string[], pairs: readonly Pair[]): void => {
  const edges: Edge[] = []
  for (const { i, j, counts } of pairs) {
    if (counts[0] + counts[2] > 0) edges.push([i, j])
    if (counts[1] + counts[2] > 0) edges.push([j, i])
  }
  refuseUnplaced(names, edges, 'games')
  if (pairs.every(({ counts }) => counts[0] + counts[1] === 0))
    throw new UnratedError('no finite abilities: all games are ties', [names])
}

/**
 * The log-likelihood of abilities relative to the first player's, and of log nu where there are ties. Win, loss and tie
 * have the linear predictors b_i, b_j and (b_i + b_j) / 2 + log nu.
 */
const likelihoodOf = (names: readonly string[], pairs: readonly Pair[], ties: boolean): Likelihood => {
  const size = names.length - 1 + Number(ties)
  const last = size - 1
  const ability = (at: Float64Array, k: number): number => (k === 0 ? 0 : at[k - 1]!)
  return {
    names: [...names.slice(1), ...(ties ? ['ties'] : [])],
    cuts: 0,
    reach: (step) => {
      let most = 0
      for (const { i, j } of pairs) {
        const [a, b] = [ability(step, i), ability(step, j)]
        const tie = ties ? (a + b) / 2 + step[last]! : a
        most = Math.max(most, Math.max(a, b, tie) - Math.min(a, b, tie))
      }
      return most
    },
    evaluate: (at, gradient, information) => {
      gradient.fill(0)
      information.fill(0)
      let height = 0
      for (const { i, j, counts, n } of pairs) {
        const [a, b] = [ability(at, i), ability(at, j)]
        let [win, loss, drawn] = [0, 0, 0]
        if (ties) {
          const tie = (a + b) / 2 + at[last]!
          const top = Math.max(a, b, tie)
          const total = top + Math.log(Math.exp(a - top) + Math.exp(b - top) + Math.exp(tie - top))
          win = Math.exp(a - total)
          loss = Math.exp(b - total)
          drawn = Math.exp(tie - total)
          height += (counts[0] && counts[0] * (a - total)) + (counts[1] && counts[1] * (b - total))
          height += counts[2] && counts[2] * (tie - total)
        } else {
          const small = Math.exp(-Math.abs(a - b))
          const favoured = 1 / (1 + small)
          const upset = small * favoured
          win = a >= b ? favoured : upset
          loss = a >= b ? upset : favoured
          height -= n * Math.log1p(small) + Math.abs(a - b) * (a >= b ? counts[1] : counts[0])
        }
        // Moments of (b_i, b_j)'s coefficients: win has (1, 0), loss (0, 1), tie (1/2, 1/2).
        const [meanI, meanJ] = [win + drawn / 2, loss + drawn / 2]
        const [p, q] = [i - 1, j - 1]
        if (p >= 0) {
          gradient[p]! += counts[0] + counts[2] / 2 - n * meanI
          information[p * size + p]! += n * (win + drawn / 4 - meanI * meanI)
        }
        // Pairs are stored with i < j, so j is never the first player.
        gradient[q]! += counts[1] + counts[2] / 2 - n * meanJ
        information[q * size + q]! += n * (loss + drawn / 4 - meanJ * meanJ)
        const joint = n * (drawn / 4 - meanI * meanJ)
        if (p >= 0) {
          information[p * size + q]! += joint
          information[q * size + p]! += joint
        }
        if (!ties) continue
        gradient[last]! += counts[2] - n * drawn
        information[last * size + last]! += n * drawn * (1 - drawn)
        const [withI, withJ] = [n * drawn * (0.5 - meanI), n * drawn * (0.5 - meanJ)]
        if (p >= 0) {
          information[p * size + last]! += withI
          information[last * size + p]! += withI
        }
        information[q * size + last]! += withJ
        information[last * size + q]! += withJ
      }
      return height
    },
  }
}

/** Wins of the far stronger and ties of the near can be explained without limit; only then is a maximum missing here. */
const climb = (likelihood: Likelihood, start: Float64Array, names: readonly string[]): Maximum => {
  try {
    return maximise(likelihood, start)
  } catch (error) {
    if (!(error instanceof SeparationError)) throw error
    throw new UnratedError(
      `no finite abilities: one order of strength of ${names.join(', ')}, with ties between the near, explains every game; play more games`,
      [names],
    )
  }
}

/**
 * Bradley and Terry's model of paired comparisons (1952, Biometrika 39), P(i beats j) = 1 / (1 + exp(b_j - b_i)), with
 * ties after Davidson (1970, JASA 65): win, loss and tie are as exp(b_i) : exp(b_j) : nu sqrt(exp(b_i + b_j)). Counts
 * are added up by pair, then Newton's method; standard errors from the information, Wald intervals.
 * R: `BradleyTerry2::BTm` or `glm(cbind(wins, losses) ~ X - 1, binomial)` without ties.
 * Throws `UnratedError`, naming the players, where the games don't connect all of them, some always won, or one order of
 * strength explains every win and every tie.
 */
export const bradleyTerry = (rows: readonly PairCounts[], options: BradleyTerryOptions = {}): BradleyTerryFit => {
  const level = checkLevel(options.level)
  const { names, pairs } = aggregate(rows)
  if (pairs.length === 0) throw new Error('a Bradley-Terry model of no games; give at least one pair that met')
  const zero = options.reference === undefined ? -1 : names.indexOf(options.reference)
  if (options.reference !== undefined && zero < 0)
    throw new Error(`no player is called ${options.reference}; there are ${names.join(', ')}`)
  refuseUnrated(names, pairs)
  const n = pairs.reduce((sum, pair) => sum + pair.n, 0)
  const games = new Float64Array(names.length)
  for (const pair of pairs) for (const k of [pair.i, pair.j]) games[k]! += pair.n
  const tied = pairs.reduce((sum, { counts }) => sum + counts[2], 0)
  const free = names.length - 1 + Number(tied > 0)
  const start = new Float64Array(free)
  if (tied > 0) start[free - 1] = Math.log((2 * tied) / (n - tied))
  const maximum = climb(likelihoodOf(names, pairs, tied > 0), start, names)
  const raw = (k: number): number => (k === 0 ? 0 : maximum.at[k - 1]!)
  const covary = (a: number, b: number): number =>
    a === 0 || b === 0 ? 0 : maximum.covariance[(a - 1) * free + b - 1]!
  const every = names.map((_, k) => k)
  const weights = every.map((k) => (zero < 0 ? 1 / names.length : Number(k === zero)))
  const shift = every.reduce((sum, k) => sum + weights[k]! * raw(k), 0)
  const against = every.map((a) => every.reduce((sum, b) => sum + weights[b]! * covary(a, b), 0))
  const around = every.reduce((sum, a) => sum + weights[a]! * against[a]!, 0)
  const covariance = Float64Array.from(
    every.flatMap((a) => every.map((b) => covary(a, b) - against[a]! - against[b]! + around)),
  )
  const z = criticalValue(level)
  const estimate = (value: number, variance: number, of: number, estimator: string) => {
    const se = Math.sqrt(Math.max(0, variance))
    return { value, se, interval: [value - z * se, value + z * se] as const, level, n: of, estimator }
  }
  const model = tied > 0 ? 'Bradley-Terry ability, ties after Davidson' : 'Bradley-Terry ability'
  return {
    abilities: names.map((name, k) => ({
      name,
      ...estimate(raw(k) - shift, covariance[k * names.length + k]!, games[k]!, model),
    })),
    tie:
      tied > 0
        ? exponentiate(estimate(maximum.at[free - 1]!, maximum.covariance[free * free - 1]!, n, "log of Davidson's nu"))
        : null,
    covariance,
    logLikelihood: maximum.logLikelihood,
    n,
  }
}
