import type { Luck, SeatId } from 'suasion'
import { dealt, type State } from './state.ts'

/** A state this side could not tell from the present one: the private numbers of the other are dealt again. */
export const resample = (state: State, seat: SeatId, luck: Luck): State => {
  const { limits, bargain } = state
  const { known, listing } = bargain.terms
  if (known) return state
  const other = seat === 'buyer' ? 'seller' : 'buyer'
  return { ...state, limits: { ...limits, [other]: dealt(other, listing, { target: null, reservation: null }, luck) } }
}
