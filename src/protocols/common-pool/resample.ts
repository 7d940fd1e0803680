import type { Luck, SeatId } from 'suasion'
import type { Own, State } from './state.ts'

/** Redraws what a member cannot know: what others did beyond what it saw, what they have, and what they saw. */
export const resample = (state: State, seat: SeatId, luck: Luck): State => {
  const own = state.seats.indexOf(seat)
  const others = <T>(name: string, values: readonly T[], redraw: (value: T, luck: Luck) => T): T[] =>
    values.map((value, i) => (i === own ? value : redraw(value, luck.of(name, i))))
  const other = (each: Own, at: Luck): Own => ({
    ...each,
    effort: at.uniform(),
    taken: each.taken * 2 * at.uniform(),
    watched: each.watched && { ...each.watched, effort: at.uniform() },
    given: at.pick([0, 1]),
    received: at.pick([0, 1]),
    model: each.model && { ...each.model, effort: at.uniform() },
  })
  const apart = (value: number, at: Luck): number => value + at.normal(0, 5)
  return {
    ...state,
    earnings: others('earnings', state.earnings, apart),
    standings: others('standings', state.standings, apart),
    payoffs: others('payoffs', state.payoffs, apart),
    norms: others('norms', state.norms, (norm, at) => (norm === null ? null : at.uniform())),
    now: others('now', state.now, (each, at) => each && other(each, at)),
    past: others('past', state.past, (rounds, at) => rounds.map((each, round) => other(each, at.of('round', round)))),
  }
}
