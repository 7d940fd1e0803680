import type { Estimate, Interval } from '../core/estimate.ts'
import { checkCount, checkLevel, criticalValue, exponentiate } from './check.ts'
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

/** Thrown where the games determine no finite abilities; `groups` says which players cannot be placed on one scale. */
export class UnratedError extends Error {
  override readonly name = 'UnratedError'
  constructor(
    message: string,
    readonly groups: readonly (readonly string[])[],
  ) {
    super(message)
  }
}

interface Pair {
  readonly i: number
  readonly j: number
  /** Wins of i, wins of j, ties. */
  readonly counts: readonly [number, number, number]
  readonly n: number
}

const checkRow = ({ first, second, wins, losses, ties = 0 }: PairCounts, row: number): void => {
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

const aggregate = (rows: readonly PairCounts[]): { names: readonly string[]; pairs: readonly Pair[] } => {
  const index = new Map<string, number>()
  const sums = new Map<string, [number, number, number]>()
  for (const [row, counts] of rows.entries()) {
    checkRow(counts, row)
    const { first, second, wins, losses, ties = 0 } = counts
    for (const name of [first, second]) if (!index.has(name)) index.set(name, index.size)
    const [i, j] = [index.get(first)!, index.get(second)!]
    const key = `${Math.min(i, j)},${Math.max(i, j)}`
    const sum = sums.get(key) ?? [0, 0, 0]
    sums.set(key, [sum[0] + (i < j ? wins : losses), sum[1] + (i < j ? losses : wins), sum[2] + ties])
  }
  const pairs = [...sums].map(([key, counts]): Pair => {
    const [i, j] = key.split(',').map(Number) as [number, number]
    return { i, j, counts, n: counts[0] + counts[1] + counts[2] }
  })
  return { names: [...index.keys()], pairs: pairs.filter(({ n }) => n > 0) }
}

/** Groups of players each of whom can be reached from each other over the edges. */
const mutual = (size: number, edges: readonly (readonly [from: number, to: number])[]): number[][] => {
  const reached = Array.from({ length: size }, (_, start) => {
    const seen = new Set([start])
    for (const at of seen) for (const [from, to] of edges) if (from === at) seen.add(to)
    return seen
  })
  const all = reached.map((from, i) => [...from].filter((j) => reached[j]!.has(i)).sort((a, b) => a - b))
  return all.filter(([least], i) => least === i)
}

const refuseUnconnected = (names: readonly string[], pairs: readonly Pair[]): void => {
  const named = (groups: readonly (readonly number[])[]) => groups.map((group) => group.map((i) => names[i]!))
  const met = mutual(
    names.length,
    pairs.flatMap(({ i, j }): [number, number][] => [
      [i, j],
      [j, i],
    ]),
  )
  if (met.length > 1)
    throw new UnratedError(
      `no common scale: no games, direct or through others, connect ${named(met)
        .map((group) => group.join(', '))
        .join(' with ')}`,
      named(met),
    )
  const took = pairs.flatMap(({ i, j, counts: [won, lost, tied] }): [number, number][] => [
    ...(won + tied > 0 ? [[i, j] as [number, number]] : []),
    ...(lost + tied > 0 ? [[j, i] as [number, number]] : []),
  ])
  const groups = mutual(names.length, took)
  if (groups.length > 1) {
    const closed = (from: 0 | 1, to: 0 | 1): number[] =>
      groups.find((group) => took.every((edge) => !group.includes(edge[to]) || group.includes(edge[from])))!
    const [top, bottom] = [closed(0, 1), closed(1, 0)]
    const said =
      top.length <= bottom.length
        ? `nobody else won or tied a game against ${named([top])[0]!.join(', ')}`
        : `${named([bottom])[0]!.join(', ')} never won or tied a game against anybody else`
    throw new UnratedError(`no finite abilities: ${said}; play more games`, named(groups))
  }
  if (pairs.every(({ counts }) => counts[0] + counts[1] === 0))
    throw new UnratedError('no finite abilities: all games are ties', [names])
}

/** The three outcomes of a pair as linear predictors of (ability of i, ability of j, log nu). */
const OUTCOMES = [
  [1, 0, 0],
  [0, 1, 0],
  [0.5, 0.5, 1],
] as const

/** The log-likelihood of abilities relative to the first player's, and of log nu where there are ties. */
const likelihoodOf = (names: readonly string[], pairs: readonly Pair[], ties: boolean): Likelihood => {
  const size = names.length - 1 + Number(ties)
  const kinds = ties ? 3 : 2
  const placesOf = ({ i, j }: Pair): readonly number[] => [i - 1, j - 1, ties ? size - 1 : -1]
  const predict = (at: Float64Array, places: readonly number[], kind: number): number => {
    let sum = 0
    for (let k = 0; k < 3; k++) if (places[k]! >= 0) sum += OUTCOMES[kind]![k]! * at[places[k]!]!
    return sum
  }
  const placed = pairs.map((pair) => ({ ...pair, places: placesOf(pair) }))
  return {
    names: [...names.slice(1), ...(ties ? ['ties'] : [])],
    cuts: 0,
    reach: (step) => {
      let most = 0
      for (const { places } of placed) {
        const moved = Array.from({ length: kinds }, (_, kind) => predict(step, places, kind))
        most = Math.max(most, Math.max(...moved) - Math.min(...moved))
      }
      return most
    },
    evaluate: (at, gradient, information) => {
      gradient.fill(0)
      information.fill(0)
      let height = 0
      for (const { counts, n, places } of placed) {
        const predicted = Array.from({ length: kinds }, (_, kind) => predict(at, places, kind))
        const top = Math.max(...predicted)
        const total = top + Math.log(predicted.reduce((sum, x) => sum + Math.exp(x - top), 0))
        const p = predicted.map((x) => Math.exp(x - total))
        const mean = [0, 1, 2].map((k) => p.reduce((sum, q, kind) => sum + q * OUTCOMES[kind]![k]!, 0))
        for (let kind = 0; kind < kinds; kind++) {
          height += counts[kind]! && counts[kind]! * (predicted[kind]! - total)
          for (let a = 0; a < 3; a++) {
            if (places[a]! < 0) continue
            const x = OUTCOMES[kind]![a]!
            gradient[places[a]!]! += (counts[kind]! - n * p[kind]!) * x
            for (let b = 0; b < 3; b++)
              if (places[b]! >= 0)
                information[places[a]! * size + places[b]!]! +=
                  n * p[kind]! * (x - mean[a]!) * (OUTCOMES[kind]![b]! - mean[b]!)
          }
        }
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
  refuseUnconnected(names, pairs)
  const n = pairs.reduce((sum, pair) => sum + pair.n, 0)
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
    abilities: names.map((name, k) => {
      const games = pairs.reduce((sum, pair) => sum + (pair.i === k || pair.j === k ? pair.n : 0), 0)
      return { name, ...estimate(raw(k) - shift, covariance[k * names.length + k]!, games, model) }
    }),
    tie:
      tied > 0
        ? exponentiate(estimate(maximum.at[free - 1]!, maximum.covariance[free * free - 1]!, n, "log of Davidson's nu"))
        : null,
    covariance,
    logLikelihood: maximum.logLikelihood,
    n,
  }
}
