import type { Luck } from 'suasion'
import { dealt, opposite, type Seat, type State } from './state.ts'

/** A state this side could not tell from the present one: the priorities of the other are dealt again. */
export const resample = (state: State, seat: string, luck: Luck): State => {
  const { terms } = state.talks
  if (terms.known) return state
  return { ...state, worth: { ...state.worth, [opposite[seat as Seat]]: dealt(terms, null, luck.of('priorities')) } }
}
