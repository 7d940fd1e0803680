import type { Condition, Design, Factors, Finished, Level, Trial } from 'suasion'
import { mean, type Posterior, probabilityBest, standardDeviation, topTwo, withFloor } from 'suasion/statistics'
import { checkFactors, checkNumber, remaining } from './remaining.ts'

export interface AdaptiveOptions {
  /** Units (people, dyads), each in one arm. */
  readonly n: number
  /** Units that are assigned before the design looks again; the first batch is assigned evenly. */
  readonly batch: number
  /** The column that is to be high. */
  readonly outcome: string
  /** 'share': true and false, or 1 and 0; 'mean': any number. */
  readonly kind: 'share' | 'mean'
  /** Thompson sampling (the default) earns most on the way; 'top-two' finds the best arm soonest (Russo 2020). */
  readonly rule?: 'Thompson' | 'top-two'
  /** No arm's probability falls below this; a tenth of an even share unless said. */
  readonly floor?: number
  /** The stimuli, in random order, round and round. */
  readonly items?: { readonly rows: readonly { readonly id: string }[] }
}

/**
 * Assigns more units to arms that do well. Every trial logs the probability with which it was assigned, and rows hold
 * the probabilities of all arms (`p_ARM`) and the batch: bare means of arms are biased, so read them with
 * `adaptiveEstimate`. A batch is complete before the next is assigned, so the order of ending changes nothing.
 */
export const adaptive = <const F extends Factors>(factors: F, options: AdaptiveOptions): Design<F> => {
  const { outcome, kind, rule = 'Thompson', items } = options
  checkFactors('adaptive', factors)
  const [only, ...others] = Object.entries(factors)
  if (!only || others.length > 0)
    throw new Error(`adaptive: its arms are the levels of one factor, not of ${Object.keys(factors).length}`)
  const [factor, levels] = only
  const k = levels.length
  if (k < 2) throw new Error(`adaptive: ${factor} needs at least two levels to choose between, and has ${k}`)
  const n = checkNumber('adaptive', 'n', options.n, k)
  const batch = checkNumber('adaptive', 'batch', options.batch, k)
  const floor = options.floor ?? 0.1 / k
  if (!(floor > 0 && floor * k < 1))
    throw new Error(`adaptive: the least probability of ${k} arms lies above 0 and below ${1 / k}, not ${floor}`)
  if (rule !== 'Thompson' && rule !== 'top-two')
    throw new Error(`adaptive: the rule is Thompson or top-two, not ${String(rule)}`)
  if (kind !== 'share' && kind !== 'mean') throw new Error(`adaptive: the kind is share or mean, not ${String(kind)}`)
  if (items?.rows.length === 0) throw new Error('adaptive: the item table has no rows')

  const chances = (seen: readonly (readonly [Level, number])[]): readonly number[] => {
    const beliefs = believe(
      levels.map((level) => seen.flatMap(([arm, y]) => (arm === level ? [y] : []))),
      kind,
    )
    if (!beliefs) return levels.map(() => 1 / k)
    const best = probabilityBest(beliefs)
    return withFloor(rule === 'Thompson' ? best : topTwo(best), floor)
  }
  const outcomeOf = ({ rows, usable }: Finished<F>): number | null => {
    const ys = (usable === false ? [] : rows).flatMap((row) => {
      const y = row[outcome]
      if (y === null || y === undefined) return []
      if (typeof y !== 'number' && typeof y !== 'boolean')
        throw new Error(`adaptive: the outcome ${outcome} is ${JSON.stringify(y)}; it is a number, or true or false`)
      if (kind === 'share' && Number(y) !== 0 && Number(y) !== 1)
        throw new Error(`adaptive: ${outcome} is ${y}; a share is of true and false, or 1 and 0`)
      return [Number(y)]
    })
    return ys.length ? mean(ys) : null
  }
  return {
    name: `adaptive, ${rule === 'Thompson' ? 'Thompson sampling' : 'top-two Thompson sampling'}`,
    factors,
    size: n,
    adapts: true,
    notes: [
      `assigns by ${rule === 'Thompson' ? 'Thompson' : 'top-two Thompson'} sampling on ${outcome} in batches of ${batch}, no arm below ${Number(floor.toPrecision(3))}: bare means of arms are biased, and estimates weigh by the logged probabilities`,
    ],
    resize: (size) => adaptive(factors, { ...options, n: size }),
    next: (finished, running, luck) => {
      const ended = new Map(finished.map((each) => [each.trial.replicate, each]))
      const table = items ? luck.of('items').draw(items.rows, items.rows.length) : null
      const seen: (readonly [Level, number])[] = []
      for (let from = 0, b = 0; from < n; from += batch, b++) {
        const units = Array.from({ length: Math.min(batch, n - from) }, (_, i) => from + i)
        if (units.every((unit) => ended.has(unit))) {
          for (const unit of units) {
            const each = ended.get(unit)!
            const y = outcomeOf(each)
            if (y !== null) seen.push([each.trial.condition[factor]!, y])
          }
          continue
        }
        const p = b === 0 ? levels.map(() => 1 / k) : chances(seen)
        const probabilities = Object.fromEntries(levels.map((level, i) => [String(level), p[i]!]))
        const plan = units.map((unit): Trial<F> => {
          const draw = `assignment/${unit}`
          const level = luck.of('assignment', unit).weighted(levels, p)
          const item = table ? table[unit % table.length]!.id : undefined
          return {
            condition: { [factor]: level } as Condition<F>,
            replicate: unit,
            pair: `${unit}`,
            ...(item !== undefined && { item }),
            assignment: { probability: probabilities[String(level)]!, draw, batch: b, probabilities },
          }
        })
        return remaining(plan, finished, running)
      }
      return []
    },
  }
}

/** What is believed of each arm: Beta(1, 1) and its outcomes, or a normal with one unit's worth of the common mean. */
const believe = (arms: readonly (readonly number[])[], kind: 'share' | 'mean'): Posterior[] | null => {
  if (kind === 'share')
    return arms.map((own) => {
      const successes = own.reduce((sum, y) => sum + y, 0)
      return { successes: 1 + successes, failures: 1 + own.length - successes }
    })
  const all = arms.flat()
  if (all.length < 2) return null
  const sd = standardDeviation(all)
  if (!(sd > 0)) return null
  const centre = mean(all)
  return arms.map((own) => {
    const sum = own.reduce((total, y) => total + y, centre)
    return { mean: sum / (own.length + 1), sd: sd / Math.sqrt(own.length + 1) }
  })
}
