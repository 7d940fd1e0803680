import type { Luck, SeatId } from 'suasion'
import { isTrue, RESULTS } from './language.ts'
import { GIVEN, type Held, type State } from './state.ts'

/** Results for every round, no two the same, of which what was said is true; null where this draw ran out of them. */
const redealt = ({ settings, rounds }: State, luck: Luck): readonly Held[] | null => {
  const left = [...RESULTS]
  const dealt: Held[] = []
  for (const [i, round] of rounds.entries()) {
    const fitting = left.filter((results) => round.sentence === null || isTrue(round.sentence, results))
    if (fitting.length === 0) return null
    const results = luck.of('results', i).pick(fitting)
    left.splice(left.indexOf(results), 1)
    const goal = settings.known ? round.goal : luck.of('goal', i).pick(GIVEN[settings.goals])
    dealt.push({ ...round, results, goal })
  }
  return dealt
}

/**
 * A state the listener could not tell from this one: other results of which the same was true, and other goals. A
 * speaker knows all.
 */
export const resample = (state: State, seat: SeatId, luck: Luck): State => {
  if (seat === 'speaker') return state
  for (let k = 0; k < 50; k++) {
    const rounds = redealt(state, luck.of('again', k))
    if (rounds) return { ...state, rounds }
  }
  return state
}
