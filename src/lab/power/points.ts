import { luckOf } from '../../core/index.ts'
import { normalQuantile, normalSurvival } from '../../math/distributions.ts'
import { mean, proportion, quantile, standardDeviation } from '../../statistics/index.ts'
import { shortNumber } from '../report/format.ts'
import type { Detectable, PowerEffect, PowerPoint } from './record.ts'
import type { Simulated } from './simulate.ts'

/** The simulated studies of one number of trials, by effect. */
export type Tallies = ReadonlyMap<PowerEffect, readonly Simulated[]>

/** The power that is wanted of a study, unless somebody says otherwise. */
export const WANTED = 0.8

const readsOf = (all: readonly Simulated[]) => all.flatMap(({ read }) => (read ? [read] : []))

/** Simulated studies without an effect, moved to each effect: the error of an estimate stays, and its centre goes. */
export const shiftedTallies = (
  all: readonly Simulated[],
  effects: readonly PowerEffect[],
  by: {
    readonly log: (value: number) => number
    readonly unmoved: number
    readonly itemSd: number
    readonly items: number
  },
): Tallies => {
  const reads = readsOf(all)
  const centre = reads.length ? mean(reads.map(({ value }) => value)) : 0
  const moved = (effect: PowerEffect) =>
    all.map((each, i): Simulated => {
      if (!each.read) return each
      const noise =
        by.itemSd > 0
          ? luckOf('power/items')
              .of(i)
              .normal(0, by.itemSd / Math.sqrt(by.items))
          : 0
      const value = each.read.value - centre + by.log(effect.value) * (1 - by.unmoved) + noise
      const { se } = each.read
      return { ...each, read: { value, se, p: 2 * normalSurvival(Math.abs(value) / se) } }
    })
  return new Map(effects.map((effect) => [effect, moved(effect)]))
}

/** What the simulated studies of one number and effect found. */
export const pointOf = (n: number, effect: PowerEffect, all: readonly Simulated[], alpha: number): PowerPoint => {
  const hits = all.filter(({ read, crossed }) => (crossed === null ? read !== null && read.p < alpha : crossed)).length
  const reads = readsOf(all)
  const { value, interval } = proportion(hits, all.length)
  return {
    n,
    expected: mean(all.map(({ trials }) => trials)),
    effect,
    power: value,
    interval: interval!,
    sims: all.length,
    none: all.length - reads.length,
    halfWidth: reads.length
      ? normalQuantile(1 - alpha / 2) *
        quantile(
          reads.map(({ se }) => se),
          0.5,
        )
      : null,
  }
}

/**
 * The least effect found with 80% power: what the test asks of the estimate (its own standard error), and how the
 * estimate really spreads, over the share of an effect that arrives in it. Null where too few studies gave an estimate.
 */
export const detectableOf = (
  n: number,
  tallies: Tallies,
  {
    alpha,
    log,
    scale,
  }: { readonly alpha: number; readonly log: (x: number) => number; readonly scale: 'difference' | 'ratio' },
): Detectable => {
  const [[, without] = [null, []], ...others] = [...tallies]
  const [effect, withEffect] = others[0] ?? [null, []]
  const [still, moved] = [readsOf(without), readsOf(withEffect)]
  const nothing = { n, value: null, interval: null }
  if (!effect || still.length < 10 || moved.length < 10) return nothing
  const centre = (reads: typeof still): number => mean(reads.map(({ value }) => value))
  const arrives = (centre(moved) - centre(still)) / log(effect.value)
  const sd = standardDeviation(still.map(({ value }) => value))
  const se = quantile(
    still.map((read) => read.se),
    0.5,
  )
  // A share of an effect that is lost in its own noise cannot be divided by.
  if (!(arrives > (2 * sd) / Math.sqrt(moved.length) / Math.abs(log(effect.value)))) return nothing
  const at = (spread: number): number => {
    const size = (normalQuantile(1 - alpha / 2) * se + normalQuantile(WANTED) * spread) / arrives
    return scale === 'ratio' ? Math.exp(size) : size
  }
  const error = 1.96 / Math.sqrt(2 * still.length)
  return { n, value: at(sd), interval: [at(sd * (1 - error)), at(sd * (1 + error))] }
}

/** At which numbers of trials a test finds more than it may where nothing is: there its power is worth nothing. */
export const oversized = (points: readonly PowerPoint[], alpha: number): readonly string[] => {
  const wrong = points.filter(({ effect, interval }) => effect.label === 'no effect' && interval[0] > alpha)
  if (wrong.length === 0) return []
  const said = wrong.map(({ n, power }) => `${(100 * power).toFixed(0)}% of studies of ${n} trials`)
  return [
    `without any effect ${said.join(', ')} find one, more than alpha allows: the error of this estimate is too small there, and its power is not to be relied on`,
  ]
}

/** At which number of trials 80% power is reached for each effect, between the numbers simulated. */
export const reached = (points: readonly PowerPoint[], effects: readonly PowerEffect[]): readonly string[] =>
  effects.flatMap((effect) => {
    const own = points.filter((point) => point.effect === effect)
    if (own.length === 0) return []
    const at = own.findIndex(({ power }) => power >= WANTED)
    const what = `80% power for ${shortNumber(effect.value)} (${effect.label})`
    if (at < 0) return [`${what} is not reached by ${own.at(-1)!.n} trials`]
    if (at === 0) return [`${what} is reached by ${own[0]!.n} trials, the fewest simulated`]
    const [before, after] = [own[at - 1]!, own[at]!]
    const n = before.n + ((after.n - before.n) * (WANTED - before.power)) / (after.power - before.power)
    return [`${what} is reached at about ${Math.ceil(n)} trials`]
  })
