import { resampler } from '../math/resample.ts'
import { checkNumbers } from './check.ts'
import { mean, variance } from './summary.ts'

export interface WestfallYoungOptions {
  /** `max-T` compares statistics as they are; `min-P` compares each with its own permutation distribution. */
  readonly method?: 'max-T' | 'min-P'
  /** How much an outcome speaks against no effect, the larger the more; |Student's t| unless said. */
  readonly statistic?: (treated: readonly number[], others: readonly number[]) => number
  /** The independent unit of each observation (dialogue, person); whole units change arm then. */
  readonly cluster?: readonly (string | number)[]
  /** The block of each observation; labels stay within it. */
  readonly block?: readonly (string | number)[]
  /** Where chance comes from, needed where there are more than 20 000 arrangements. Four numbers are taken from it. */
  readonly luck?: { uniform(): number }
  /** How many arrangements to draw then; 9999 unless said. */
  readonly replicates?: number
}

/** Adjusted p values of several outcomes of one trial, in the order given. */
export interface WestfallYoung {
  readonly outcomes: readonly {
    readonly name: string
    readonly statistic: number
    /** Its own permutation p. */
    readonly p: number
    /** Adjusted for all outcomes, step-down. */
    readonly adjusted: number
  }[]
  readonly exact: boolean
  readonly arrangements: number
  readonly method: 'max-T' | 'min-P'
}

const mostExact = 20_000

const absoluteT = (x: readonly number[], y: readonly number[]): number => {
  const [m, n] = [x.length, y.length]
  const pooled = ((m - 1) * variance(x) + (n - 1) * variance(y)) / (m + n - 2)
  const difference = Math.abs(mean(x) - mean(y))
  return difference === 0 ? 0 : difference / Math.sqrt(pooled * (1 / m + 1 / n))
}

/** The units that change arm, with their members, block and arm; throws where a unit stands in two of either. */
const unitsOf = (treated: readonly boolean[], options: WestfallYoungOptions) => {
  const units = new Map<string | number, { block: string | number; treated: boolean; members: number[] }>()
  for (const [i, arm] of treated.entries()) {
    const key = options.cluster?.[i] ?? i
    const block = options.block?.[i] ?? ''
    const unit = units.get(key)
    if (!unit) units.set(key, { block, treated: arm, members: [i] })
    else {
      if (unit.treated !== arm)
        throw new Error(`the cluster ${key} stands in both arms; arms must be dealt to whole clusters`)
      if (unit.block !== block) throw new Error(`the cluster ${key} stands in two blocks, ${unit.block} and ${block}`)
      unit.members.push(i)
    }
  }
  return [...units.values()]
}

/** Every choice of `k` of `n`, or nothing where there are more than are wanted. */
const choices = (n: number, k: number): readonly (readonly number[])[] | null => {
  let count = 1
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i
  if (count > mostExact) return null
  const all: number[][] = []
  const take = (from: number, taken: number[]): void => {
    if (taken.length === k) all.push(taken)
    else for (let i = from; i <= n - (k - taken.length); i++) take(i + 1, [...taken, i])
  }
  take(0, [])
  return all
}

/**
 * Westfall and Young's (1993) step-down permutation adjustment for several outcomes of one trial with two arms: it keeps
 * the family-wise error and, as outcomes move together under permutation, takes less than Holm does. Labels are
 * permuted over whole clusters and within blocks; all arrangements where they are at most 20 000 and there are no
 * blocks, else as many drawn as `replicates` says, and p = (1 + reached) / (1 + drawn).
 * R: the plain loop in `multtest::mt.maxT(X, labels, test = 't.equalvar')`, `mt.minP`.
 * Throws on outcomes of different lengths, values that are not finite, an arm of fewer than two, and a constant outcome.
 */
export const westfallYoung = (
  outcomes: Readonly<Record<string, readonly number[]>>,
  treated: readonly boolean[],
  options: WestfallYoungOptions = {},
): WestfallYoung => {
  const method = options.method ?? 'max-T'
  if (method !== 'max-T' && method !== 'min-P') throw new Error(`the method is max-T or min-P, not ${String(method)}`)
  const names = Object.keys(outcomes)
  if (names.length === 0) throw new Error('there is no outcome to adjust')
  for (const name of names) {
    const values = outcomes[name]!
    checkNumbers(values, name, 2)
    if (values.length !== treated.length)
      throw new Error(`${name} has ${values.length} values and ${treated.length} labels; each value needs one`)
    if (values.every((value) => value === values[0]))
      throw new Error(`${name} is ${values[0]} everywhere; leave it out`)
  }
  const inArm = treated.filter(Boolean).length
  if (inArm < 2 || treated.length - inArm < 2)
    throw new Error(`the arms have ${inArm} and ${treated.length - inArm} observations; each needs two`)
  const statistic = options.statistic ?? absoluteT
  const units = unitsOf(treated, options)
  const evaluate = (labels: readonly boolean[]): Float64Array => {
    const mine: boolean[] = new Array(treated.length)
    for (const [u, { members }] of units.entries()) for (const i of members) mine[i] = labels[u]!
    return Float64Array.from(names, (name) => {
      const values = outcomes[name]!
      const value = statistic(
        values.filter((_, i) => mine[i]),
        values.filter((_, i) => !mine[i]),
      )
      // An arrangement that leaves no variance within the arms parts them completely.
      if (Number.isNaN(value)) throw new Error(`the statistic of ${name} is not a number for some arrangement`)
      return value
    })
  }
  const labels = units.map((unit) => unit.treated)
  const observed = evaluate(labels)
  const found = options.block ? null : choices(units.length, labels.filter(Boolean).length)
  const rows: Float64Array[] = found
    ? found.map((chosen) => evaluate(units.map((_, u) => chosen.includes(u))))
    : drawn(units, labels, options).map(evaluate)
  const exact = found !== null
  const all = exact ? rows : [observed, ...rows]
  const share = (column: (row: Float64Array) => number, at: number): number => {
    const slack = 1e-9 * Math.max(1, Math.abs(at))
    return all.filter((row) => column(row) >= at - slack).length / all.length
  }
  const raw = names.map((_, k) => share((row) => row[k]!, observed[k]!))
  const compared = method === 'max-T' ? all : ranked(all)
  const own = method === 'max-T' ? observed : Float64Array.from(raw, (p) => -p)
  const order = names.map((_, k) => k).sort((a, b) => own[b]! - own[a]!)
  const adjusted = new Array<number>(names.length)
  let most = 0
  for (const [step, k] of order.entries()) {
    const rest = order.slice(step)
    const slack = 1e-9 * Math.max(1, Math.abs(own[k]!))
    let reached = 0
    for (const row of compared) if (rest.some((j) => row[j]! >= own[k]! - slack)) reached++
    most = Math.max(most, reached / compared.length)
    adjusted[k] = most
  }
  return {
    outcomes: names.map((name, k) => ({ name, statistic: observed[k]!, p: raw[k]!, adjusted: adjusted[k]! })),
    exact,
    arrangements: rows.length,
    method,
  }
}

/** Minus the permutation p of every arrangement's own statistic, so that larger still speaks more. */
const ranked = (all: readonly Float64Array[]): readonly Float64Array[] => {
  const count = all.length
  const result = all.map((row) => new Float64Array(row.length))
  for (let k = 0; k < all[0]!.length; k++) {
    const order = all.map((_, i) => i).sort((a, b) => all[b]![k]! - all[a]![k]!)
    for (let from = 0; from < count; ) {
      let to = from
      const at = all[order[from]!]![k]!
      while (to < count && all[order[to]!]![k]! >= at - 1e-9 * Math.max(1, Math.abs(at))) to++
      for (let i = from; i < to; i++) result[order[i]!]![k] = -to / count
      from = to
    }
  }
  return result
}

const drawn = (
  units: readonly { readonly block: string | number }[],
  labels: readonly boolean[],
  { luck, replicates = 9999 }: WestfallYoungOptions,
): readonly (readonly boolean[])[] => {
  if (!luck)
    throw new Error('a permutation adjustment of this size draws arrangements: pass luck, as of(address) gives it')
  if (!(Number.isInteger(replicates) && replicates >= 99))
    throw new Error(`${replicates} arrangements are to be drawn; a whole number from 99 on is needed`)
  const fill = resampler(luck)
  const blocks = new Map<string | number, number[]>()
  for (const [u, { block }] of units.entries()) blocks.set(block, [...(blocks.get(block) ?? []), u])
  const random = new Uint32Array(units.length)
  return Array.from({ length: replicates }, () => {
    fill(random, 4294967296)
    const mine = [...labels]
    for (const members of blocks.values())
      for (let i = members.length - 1; i > 0; i--) {
        const j = Math.floor((random[members[i]!]! / 4294967296) * (i + 1))
        const [a, b] = [members[i]!, members[j]!]
        ;[mine[a], mine[b]] = [mine[b]!, mine[a]!]
      }
    return mine
  })
}
