import {
  closingOf,
  type Episode,
  type Estimate,
  type Instrument,
  type Luck,
  type OpenEvent,
  openingOf,
  type Row,
} from 'suasion'
import { bootstrap } from 'suasion/statistics'

/** A number, or how to find it from how an episode opened: its parameters, its seats. */
type Known = number | ((opening: OpenEvent) => number)

export interface ShareOfOptimumOptions {
  /** The seat or role whose payoffs are summed; without it, all seats. */
  readonly of?: string
  /** The most they could get (or expect to): the value of the best signal, a maximum over acts, a planner's optimum. */
  readonly maximum: Known
  /** What they would get without doing anything for it; 0 unless said. */
  readonly baseline?: Known
  /** The most that all seats together could get, for the price of anarchy. */
  readonly welfare?: Known
}

/** How much of what could be had was had. */
export type ShareOfOptimum = {
  readonly achieved: number
  readonly maximum: number
  readonly baseline: number
  readonly shareOfOptimum: number
  readonly priceOfAnarchy: number | null
}

/**
 * Sets what was achieved beside the theoretical maximum, a row about the episode: `shareOfOptimum` is (achieved - baseline) /
 * (maximum - baseline), 1 at the optimum, and may pass 1 in one episode where the maximum is an expectation (then read
 * {@link shareAchieved} over rows). `priceOfAnarchy` is the sum of all payoffs at play over the optimum of `welfare`:
 * played by an equilibrium, what it loses to the planner (Koutsoupias & Papadimitriou 1999, as a share). Throws on a
 * maximum that is not above the baseline, and on a protocol without payoffs.
 */
export const shareOfOptimum = (options: ShareOfOptimumOptions): Instrument<ShareOfOptimum> => {
  const { of, baseline: least = 0, maximum: most, welfare } = options
  return {
    name: 'share of optimum',
    columns: {
      achieved: `payoff of ${of ?? 'all seats'}, summed`,
      maximum: 'the most it could be',
      baseline: 'what it would be without doing anything for it',
      shareOfOptimum: '(achieved - baseline) / (maximum - baseline)',
      priceOfAnarchy: 'sum of the payoffs of all seats as a share of the most it could be, where that is given',
    },
    read: (episode) => {
      const opening = openingOf(episode)
      const payoff = payoffOf(episode)
      const seats = Object.keys(payoff).filter(
        (seat) => of === undefined || seat === of || opening.seats[seat]?.role === of,
      )
      if (seats.length === 0)
        throw new Error(`shareOfOptimum: ${opening.protocol} has no role or seat called ${of} that is paid`)
      const sumOf = (some: readonly string[]): number => some.reduce((sum, seat) => sum + payoff[seat]!, 0)
      const [maximum, baseline] = [known(most, opening), known(least, opening)]
      if (!(Number.isFinite(maximum) && maximum > baseline))
        throw new Error(
          `shareOfOptimum: the maximum must be a number above the baseline of ${baseline}, not ${maximum}`,
        )
      const optimum = welfare === undefined ? null : known(welfare, opening)
      if (optimum !== null && !(optimum > 0 && Number.isFinite(optimum)))
        throw new Error(`shareOfOptimum: the optimum of welfare must be a number above 0, not ${optimum}`)
      const achieved = sumOf(seats)
      return {
        achieved,
        maximum,
        baseline,
        shareOfOptimum: (achieved - baseline) / (maximum - baseline),
        priceOfAnarchy: optimum === null ? null : sumOf(Object.keys(payoff)) / optimum,
      }
    },
  }
}

const known = (value: Known, opening: OpenEvent): number => (typeof value === 'function' ? value(opening) : value)

const payoffOf = (episode: Episode): Readonly<Record<string, number>> => {
  const { payoff } = closingOf(episode)
  if (!payoff) throw new Error(`shareOfOptimum: ${openingOf(episode).protocol} has no payoffs to read`)
  return payoff
}

const CELLS = ['achieved', 'maximum', 'baseline'] as const

/**
 * The share of the optimum over rows: summed gains over the baseline, of summed gains that could be had, with a
 * bootstrap interval over rows. So it needs the maximum in expectation only. Null for fewer than two rows.
 */
export const shareAchieved = (rows: readonly Row[], luck: Luck): Estimate | null => {
  const parts = rows.map((row, i) => {
    const strange = CELLS.find((name) => typeof row[name] !== 'number' || !Number.isFinite(row[name]))
    if (strange) throw new Error(`row ${i}: ${strange} is ${String(row[strange])}, not a finite number`)
    const [achieved, maximum, baseline] = CELLS.map((name) => row[name] as number)
    return { gained: achieved! - baseline!, possible: maximum! - baseline! }
  })
  if (parts.length < 2) return null
  const ratio = (sample: readonly (typeof parts)[number][]): number =>
    sample.reduce((sum, { gained }) => sum + gained, 0) / sample.reduce((sum, { possible }) => sum + possible, 0)
  const { replicates: _, ...estimate } = bootstrap(parts, ratio, { luck: luck.of('share of optimum') })
  return { ...estimate, estimator: `ratio of summed gains, ${estimate.estimator}` }
}
