/** What a group could agree on: payoffs by seat of each feasible outcome, and of no agreement. */
export interface BargainingProblem {
  /** Finitely many, in no order: list the outcomes of a grid where the set is continuous. */
  readonly outcomes: readonly Payoffs[]
  readonly disagreement: Payoffs
}
type Payoffs = Readonly<Record<string, number>>

/** The outcomes that solve a bargaining problem, by the axioms of each; several where they tie. */
export interface BargainingSolutions {
  /** Outcomes that no other gives somebody more than and nobody less. */
  readonly pareto: readonly Payoffs[]
  /** The best product of gains over disagreement (Nash 1950). */
  readonly nash: Solution
  /** The best smallest gain as a share of the most each could gain (Kalai & Smorodinsky 1975, on a finite set). */
  readonly kalaiSmorodinsky: Solution
  /** The best smallest gain (Kalai 1977). */
  readonly egalitarian: Solution
  /** The best sum of gains. */
  readonly utilitarian: Solution
  /** The distance of the nearest outcome from one where everybody gains all it could, in those shares: 0 is no conflict. */
  readonly opposition: number
}
export interface Solution {
  readonly value: number
  readonly outcomes: readonly Payoffs[]
}

/**
 * Solves a bargaining problem over its outcomes that leave nobody below disagreement; null where there is none. Scores
 * within 1e-9 of the best (relative to it) tie. A seat that no outcome lets gain has no share and is passed over in
 * `kalaiSmorodinsky` and `opposition`; where nobody can gain, all outcomes tie there.
 * Throws on no outcomes, on payoffs that are not finite, and where an outcome lacks a seat of the disagreement.
 */
export const solveBargaining = ({ outcomes, disagreement }: BargainingProblem): BargainingSolutions | null => {
  const seats = checkProblem({ outcomes, disagreement })
  const gain = (outcome: Payoffs, seat: string): number => outcome[seat]! - disagreement[seat]!
  const rational = outcomes.filter((outcome) => seats.every((seat) => gain(outcome, seat) >= 0))
  if (rational.length === 0) return null
  const ideal = new Map(seats.map((seat) => [seat, Math.max(...rational.map((outcome) => gain(outcome, seat)))]))
  const able = seats.filter((seat) => ideal.get(seat)! > 0)
  const shares = (outcome: Payoffs): readonly number[] => able.map((seat) => gain(outcome, seat) / ideal.get(seat)!)
  const gains = (outcome: Payoffs): readonly number[] => seats.map((seat) => gain(outcome, seat))
  const best = (score: (outcome: Payoffs) => number): Solution => {
    const scores = rational.map(score)
    const value = scores.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY)
    return { value, outcomes: rational.filter((_, i) => scores[i]! >= value - 1e-9 * Math.abs(value)) }
  }
  return {
    pareto: paretoFrontier(outcomes, seats),
    nash: best((outcome) => gains(outcome).reduce((product, each) => product * each, 1)),
    kalaiSmorodinsky: best((outcome) => (able.length ? Math.min(...shares(outcome)) : 0)),
    egalitarian: best((outcome) => Math.min(...gains(outcome))),
    utilitarian: best((outcome) => gains(outcome).reduce((sum, each) => sum + each, 0)),
    opposition: rational.reduce(
      (least, outcome) => Math.min(least, Math.hypot(...shares(outcome).map((share) => 1 - share))),
      Number.POSITIVE_INFINITY,
    ),
  }
}

/** Whether `one` gives somebody more than `other`, and nobody less. */
export const dominates = (one: Payoffs, other: Payoffs, seats: readonly string[]): boolean => {
  let more = false
  for (const seat of seats) {
    if (one[seat]! < other[seat]!) return false
    if (one[seat]! > other[seat]!) more = true
  }
  return more
}

/** The outcomes that none of the others dominates. */
export const paretoFrontier = (outcomes: readonly Payoffs[], seats: readonly string[]): readonly Payoffs[] => {
  const sum = (outcome: Payoffs): number => seats.reduce((total, seat) => total + outcome[seat]!, 0)
  const ranked = outcomes.map((outcome) => ({ outcome, sum: sum(outcome) })).sort((a, b) => b.sum - a.sum)
  const frontier: Payoffs[] = []
  for (const { outcome } of ranked)
    if (!frontier.some((better) => dominates(better, outcome, seats))) frontier.push(outcome)
  return frontier
}

/** The Euclidean distance from a point to the nearest of some outcomes, over the named seats. */
export const distanceTo = (point: Payoffs, outcomes: readonly Payoffs[], seats: readonly string[]): number =>
  outcomes.reduce(
    (least, outcome) => Math.min(least, Math.hypot(...seats.map((seat) => point[seat]! - outcome[seat]!))),
    Number.POSITIVE_INFINITY,
  )

const checkProblem = ({ outcomes, disagreement }: BargainingProblem): readonly string[] => {
  const seats = Object.keys(disagreement)
  if (seats.length === 0) throw new Error('the disagreement point names no seat')
  if (outcomes.length === 0) throw new Error('a bargaining problem needs an outcome at least')
  for (const [i, payoffs] of [disagreement, ...outcomes].entries())
    for (const seat of seats)
      if (!Number.isFinite(payoffs[seat]))
        throw new Error(
          `${i === 0 ? 'the disagreement point' : `outcome ${i - 1}`} pays ${seat} ${payoffs[seat]}, where a finite number is needed`,
        )
  return seats
}
