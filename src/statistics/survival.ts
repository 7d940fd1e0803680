import { chiSquareSurvival } from '../math/distributions.ts'
import { cholesky, choleskySolve } from '../math/linear.ts'
import { checkLevel, criticalValue } from './check.ts'
import { binaryOutcomes, type Outcome } from './outcomes.ts'
import { type Level, levelsOf } from './row.ts'
import { independence, type Tested } from './tested.ts'

/** Times of 0 or more, one for each event; shared by all that follows things until an event or until they are lost. */
export const checkTimes = (times: readonly number[], events: readonly Outcome[], what: string): Uint8Array => {
  if (times.length === 0) throw new Error(`${what} of nobody is not defined`)
  const bad = times.findIndex((time) => !(typeof time === 'number' && time >= 0 && Number.isFinite(time)))
  if (bad >= 0) throw new Error(`${what}: time ${bad} is ${String(times[bad])}; a time is a finite number, 0 or more`)
  return binaryOutcomes(events, times.length, what)
}

/** The survival curve at one time. */
export interface SurvivalStep {
  readonly time: number
  readonly atRisk: number
  readonly events: number
  /** The share without event after this time, with Greenwood's error and the interval on the scale of logarithms. */
  readonly value: number
  readonly se: number
  readonly interval: readonly [number, number]
}

/**
 * The survival curve of Kaplan and Meier (1958), one step for each different time: `events[i]` is true where the event
 * (an agreement, a change of mind) came at `times[i]`, and false where i was last seen then without it.
 * R: `survival::survfit(Surv(times, events) ~ 1)`. Once nobody is left without event the interval is [0, 0].
 */
export const kaplanMeier = (
  times: readonly number[],
  events: readonly Outcome[],
  options: { readonly level?: number } = {},
): readonly SurvivalStep[] => {
  const level = checkLevel(options.level)
  const happened = checkTimes(times, events, 'a survival curve')
  let [value, spread] = [1, 0]
  return [...new Set(times)]
    .sort((a, b) => a - b)
    .map((time) => {
      const atRisk = times.filter((one) => one >= time).length
      const count = times.reduce((sum, one, i) => sum + (one === time ? happened[i]! : 0), 0)
      value *= 1 - count / atRisk
      if (count > 0 && count < atRisk) spread += count / (atRisk * (atRisk - count))
      const reach = criticalValue(level) * Math.sqrt(spread)
      const interval = [value * Math.exp(-reach), Math.min(1, value * Math.exp(reach))] as const
      return { time, atRisk, events: count, value, se: value * Math.sqrt(spread), interval }
    })
}

/** A log-rank test; `observed` and `expected` events stand in the order of `groups`. */
export interface LogRank extends Tested {
  readonly statistic: number
  readonly df: number
  readonly groups: readonly Level[]
  readonly observed: readonly number[]
  readonly expected: readonly number[]
}

/**
 * The log-rank test that groups have one survival curve (Mantel 1966). Value and effect are the ratio of observed to
 * expected events in the last group over that in the first. R: `survival::survdiff(Surv(times, events) ~ groups)`.
 * Throws on fewer than two groups, on no event at all, and where a group was never at risk beside another.
 */
export const logRank = (times: readonly number[], events: readonly Outcome[], groups: readonly Level[]): LogRank => {
  const what = 'a log-rank test'
  const happened = checkTimes(times, events, what)
  if (groups.length !== times.length)
    throw new Error(`${what}: ${groups.length} groups for ${times.length} times; give one for each`)
  const names = levelsOf(groups)
  if (names.length < 2) throw new Error(`${what} of one group; at least two are needed`)
  const df = names.length - 1
  const of = groups.map((group) => names.indexOf(group))
  const observed = names.map((_, g) => times.reduce((sum, _time, i) => sum + (of[i] === g ? happened[i]! : 0), 0))
  const expected = names.map(() => 0)
  const variance = new Float64Array(df * df)
  for (const time of new Set(times.filter((_, i) => happened[i] === 1))) {
    const risk = names.map(() => 0)
    let count = 0
    for (const [i, one] of times.entries()) {
      if (one < time) continue
      risk[of[i]!]!++
      if (one === time) count += happened[i]!
    }
    const all = risk.reduce((a, b) => a + b, 0)
    for (const [g, size] of risk.entries()) expected[g]! += (count * size) / all
    if (all === 1) continue
    const scale = (count * (all - count)) / (all - 1)
    for (let a = 0; a < df; a++)
      for (let b = 0; b < df; b++)
        variance[a * df + b]! += scale * (((a === b ? 1 : 0) * risk[a]!) / all - (risk[a]! * risk[b]!) / all ** 2)
  }
  const total = observed.reduce((a, b) => a + b, 0)
  if (total === 0) throw new Error(`${what}: no event happened, so nothing can be compared`)
  const gap = Float64Array.from({ length: df }, (_, g) => observed[g]! - expected[g]!)
  const solved = gap.slice()
  if (!cholesky(variance, df))
    throw new Error(`${what} is not defined: at the times of events some group is always alone or absent`)
  choleskySolve(variance, df, solved)
  const statistic = gap.reduce((sum, one, g) => sum + one * solved[g]!, 0)
  const rate = (g: number): number => observed[g]! / expected[g]!
  const value = rate(df) / rate(0)
  return {
    value,
    n: times.length,
    estimator: `ratio of observed to expected events, ${String(names[df])} over ${String(names[0])}`,
    statistic,
    df,
    p: chiSquareSurvival(statistic, df),
    test: 'log-rank test',
    effect: { name: 'ratio of observed to expected events', value },
    assumptions: [independence, { assumes: 'that being lost from sight says nothing about the event' }],
    groups: names,
    observed,
    expected,
  }
}
