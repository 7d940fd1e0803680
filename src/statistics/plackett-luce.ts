import { normalQuantile, tQuantile } from '../math/distributions.ts'
import type { Ability } from './bradley-terry.ts'
import { checkCount, checkLevel } from './check.ts'
import { type Edge, refuseUnplaced } from './comparison-graph.ts'
import { comparisonSandwich } from './comparison-sandwich.ts'
import { type Likelihood, maximise } from './likelihood.ts'

/** One ranking, or several alike. */
export interface Ranking {
  /** From best to worst, of any length from two on; items in one list share a place. */
  readonly places: readonly (string | readonly string[])[]
  /** Items that stood to choice and came below all places, in no known order: the rest of a top list. */
  readonly below?: readonly string[]
  /** How many gave it; 1 unless said. */
  readonly count?: number
  /** Who gave it, for errors clustered by judge. */
  readonly judge?: string
}

export interface PlackettLuceOptions {
  /**
   * How a shared place counts: 'refuse' (unless said) throws; 'efron' lets its items be chosen one after another, each
   * time taking out the average of what they have; 'breslow' lets each be chosen before any other of them.
   */
  readonly ties?: 'refuse' | 'efron' | 'breslow'
  /** Errors that allow for misfit: of every ranking by itself, or of all that one judge gave. */
  readonly robust?: 'rankings' | 'judges'
  /** The item whose log worth is 0; unless said, the mean is 0. */
  readonly reference?: string
  /** Of the intervals; .95 unless said. */
  readonly level?: number
}

export interface PlackettLuceFit {
  /** Log worths in order of first appearance; n counts the rankings an item stands in. */
  readonly abilities: readonly Ability[]
  /** Of the log worths as they stand, row-major. */
  readonly covariance: Float64Array
  readonly logLikelihood: number
  readonly free: number
  /** Rankings. */
  readonly n: number
  /** Judges behind the errors, where these are clustered. */
  readonly clusters: number | null
}

/** One choice: who was chosen, and with what weight each stood to choice (less than 1 only for ties after Efron). */
interface Choice {
  readonly chosen: readonly number[]
  /** How much of each of the chosen is chosen: 1 over their number. */
  readonly share: number
  readonly among: readonly (readonly [item: number, weight: number])[]
}

interface Counted {
  readonly choices: readonly Choice[]
  readonly items: readonly number[]
  readonly count: number
  readonly judge: string
}

const choicesOf = (
  groups: readonly (readonly number[])[],
  below: readonly number[],
  ties: PlackettLuceOptions['ties'],
): readonly Choice[] =>
  groups.flatMap((group, k) => {
    const later = [...groups.slice(k + 1).flat(), ...below].map((item) => [item, 1] as const)
    if (later.length === 0 && group.length === 1) return []
    return group.map((_, taken): Choice => {
      const weight = ties === 'efron' ? 1 - taken / group.length : 1
      return {
        chosen: group,
        share: 1 / group.length,
        among: [...group.map((item) => [item, weight] as const), ...later],
      }
    })
  })

const read = (rankings: readonly Ranking[], ties: PlackettLuceOptions['ties']) => {
  const index = new Map<string, number>()
  const edges: Edge[] = []
  const counted = rankings.flatMap(({ places, below = [], count = 1, judge }, row): Counted[] => {
    checkCount(count, `ranking ${row}: how many gave it`)
    const groups = places.map((place) => (typeof place === 'string' ? [place] : place))
    const all = [...groups.flat(), ...below]
    for (const [k, item] of all.entries()) {
      if (typeof item !== 'string' || item === '')
        throw new Error(`ranking ${row}: an item is called ${JSON.stringify(item)}; give it a name`)
      if (all.indexOf(item) < k) throw new Error(`ranking ${row}: ${item} stands in it twice`)
    }
    if (groups.some((group) => group.length === 0)) throw new Error(`ranking ${row} has an empty place; leave it out`)
    if (all.length < 2) throw new Error(`ranking ${row} has ${all.length} items; a ranking needs two`)
    const shared = groups.find((group) => group.length > 1)
    if (shared && ties === 'refuse')
      throw new Error(
        `ranking ${row}: ${shared.join(', ')} share a place; say by which rule ties count: efron or breslow`,
      )
    if (count === 0) return []
    for (const item of all) if (!index.has(item)) index.set(item, index.size)
    const placed = [...groups, below].map((group) => group.map((item) => index.get(item)!))
    for (const [k, group] of placed.slice(0, -1).entries()) {
      const next = placed[k + 1]!.length > 0 ? placed[k + 1]! : []
      for (const a of group) {
        for (const b of next) edges.push([a, b])
        for (const b of group) if (a !== b) edges.push([a, b])
      }
    }
    const choices = choicesOf(placed.slice(0, -1), placed.at(-1)!, ties)
    return [{ choices, items: placed.flat(), count, judge: judge ?? '' }]
  })
  return { names: [...index.keys()], edges, counted }
}

/** The log chance of a choice and its slope by each item that stood to it, at log worths. */
const slopesOf = ({ chosen, share, among }: Choice, worth: (item: number) => number) => {
  const top = Math.max(...among.map(([item]) => worth(item)))
  const heights = among.map(([item, weight]) => weight * Math.exp(worth(item) - top))
  const total = heights.reduce((a, b) => a + b, 0)
  const chances = heights.map((each) => each / total)
  const mean = chosen.reduce((sum, item) => sum + share * worth(item), 0)
  // The chosen stand first among those who stood to choice.
  const slopes = chances.map((chance, k) => (k < chosen.length ? share : 0) - chance)
  return { height: mean - top - Math.log(total), chances, slopes }
}

const likelihoodOf = (names: readonly string[], counted: readonly Counted[]): Likelihood => {
  const size = names.length - 1
  return {
    names: names.slice(1),
    cuts: 0,
    reach: (step) =>
      step.reduce((most, value) => Math.max(most, value), 0) - step.reduce((least, value) => Math.min(least, value), 0),
    evaluate: (at, gradient, information) => {
      gradient.fill(0)
      information.fill(0)
      const worth = (item: number): number => (item === 0 ? 0 : at[item - 1]!)
      let total = 0
      for (const { choices, count } of counted)
        for (const choice of choices) {
          const { height, chances, slopes } = slopesOf(choice, worth)
          total += count * height
          for (const [a, [item]] of choice.among.entries()) {
            if (item === 0) continue
            gradient[item - 1]! += count * slopes[a]!
            const row = (item - 1) * size - 1
            information[row + item]! += count * chances[a]!
            for (const [b, [other]] of choice.among.entries())
              if (other > 0) information[row + other]! -= count * chances[a]! * chances[b]!
          }
        }
      return total
    },
  }
}

/** The same rankings of the same judge together. */
const addUp = (counted: readonly Counted[]): readonly Counted[] => {
  const sums = new Map<string, Counted>()
  for (const each of counted) {
    const key = JSON.stringify([each.judge, each.choices])
    sums.set(key, { ...each, count: each.count + (sums.get(key)?.count ?? 0) })
  }
  return [...sums.values()]
}

/**
 * Plackett and Luce's model of rankings (Luce 1959; Plackett 1975, Applied Statistics 24): the best is chosen among all
 * with chances as exp(log worth), then the next among those left. Rankings may cover any two items or more, and top
 * lists say what lay `below`. Newton's method; Wald intervals. R: `PlackettLuce::PlackettLuce(R, npseudo = 0)` without
 * ties; `survival::coxph(Surv(place, 1) ~ item + strata(ranking), ties = )` with its two rules of ties, which is the
 * same likelihood; `cluster(judge)` for robust errors, here times m / (m - 1) and with t of m - 1 degrees of freedom.
 * Throws, naming the ranking, on items without a name or twice in one, and ties under no rule; `UnratedError`, naming
 * the items, where rankings connect no common scale or some items always came first.
 */
export const plackettLuce = (rankings: readonly Ranking[], options: PlackettLuceOptions = {}): PlackettLuceFit => {
  const level = checkLevel(options.level)
  const { ties = 'refuse', robust, reference } = options
  if (!['refuse', 'efron', 'breslow'].includes(ties))
    throw new Error(`ties ${String(ties)} are not known here; they are refuse, efron or breslow`)
  if (robust !== undefined && robust !== 'rankings' && robust !== 'judges')
    throw new Error(`robust errors are of rankings or of judges, not of ${String(robust)}`)
  const unnamed = rankings.findIndex(({ judge }) => judge === undefined)
  if (robust === 'judges' && unnamed >= 0) throw new Error(`ranking ${unnamed} has no judge to cluster by; name one`)
  const { names, edges, counted } = read(rankings, ties)
  if (counted.length === 0) throw new Error('a Plackett-Luce model of no rankings; give at least one')
  const zero = reference === undefined ? -1 : names.indexOf(reference)
  if (reference !== undefined && zero < 0)
    throw new Error(`no item is called ${reference}; there are ${names.join(', ')}`)
  refuseUnplaced(names, edges)
  const together = addUp(counted)
  const maximum = maximise(likelihoodOf(names, together), new Float64Array(names.length - 1))
  const size = names.length - 1
  const worth = (item: number): number => (item === 0 ? 0 : maximum.at[item - 1]!)
  const scored = together.flatMap(({ choices, count, judge }) => {
    const sum = new Map<number, number>()
    for (const choice of choices)
      for (const [k, slope] of slopesOf(choice, worth).slopes.entries()) {
        const [item] = choice.among[k]!
        if (item > 0) sum.set(item - 1, (sum.get(item - 1) ?? 0) + slope)
      }
    return [{ outcomes: [{ seen: count, slopes: [...sum] }], clusters: [judge] }]
  })
  const errors = robust
    ? comparisonSandwich(maximum.covariance, size, scored, robust === 'judges' ? ['judge'] : [])
    : null
  const free = errors?.covariance ?? maximum.covariance
  const weights = names.map((_, k) => (zero < 0 ? 1 / names.length : Number(k === zero)))
  const covary = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : free[(a - 1) * size + b - 1]!)
  const against = names.map((_, a) => weights.reduce((sum, weight, b) => sum + weight * covary(a, b), 0))
  const around = weights.reduce((sum, weight, a) => sum + weight * against[a]!, 0)
  const covariance = Float64Array.from(
    names.flatMap((_, a) => names.map((__, b) => covary(a, b) - against[a]! - against[b]! + around)),
  )
  const shift = weights.reduce((sum, weight, k) => sum + weight * worth(k), 0)
  const critical = errors?.clusters ? tQuantile(0.5 + level / 2, errors.clusters - 1) : normalQuantile(0.5 + level / 2)
  const estimator = `Plackett-Luce log worth${ties === 'refuse' ? '' : `, ties after ${ties}`}, errors from ${errors?.name ?? 'observed information'}`
  return {
    abilities: names.map((name, k) => {
      const value = worth(k) - shift
      const se = Math.sqrt(Math.max(0, covariance[k * names.length + k]!))
      const n = counted.reduce((sum, { items, count }) => sum + (items.includes(k) ? count : 0), 0)
      return { name, value, se, interval: [value - critical * se, value + critical * se] as const, level, n, estimator }
    }),
    covariance,
    logLikelihood: maximum.logLikelihood,
    free: size,
    n: counted.reduce((sum, { count }) => sum + count, 0),
    clusters: errors?.clusters ?? null,
  }
}
