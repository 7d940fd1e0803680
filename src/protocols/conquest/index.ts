import { aggressive, dealBreaker, dealKeeper, defensive, opportunist } from './minds.ts'
import { conquest } from './protocol.ts'

export { type Fought, fight, rollOdds } from './battle.ts'
export { BONUS, type Board, boardOf, MISSIONS, type Mission, REGIONS, type Region, type Shape } from './board.ts'
export { commander } from './commander.ts'
export { type Dealings, dealings, stateAfter } from './dealings.ts'
export {
  afterDeed,
  afterLoss,
  afterRound,
  type Deal,
  type Deed,
  dealsOf,
  KINDS,
  type Offer,
  reliability,
} from './deals.ts'
export type { Style } from './outlook.ts'
export { missionIn } from './speech.ts'
export { COMMANDERS, ORDERS, type Orders } from './state.ts'
export { type WinRates, winRates } from './win-rates.ts'
export { aggressive, conquest, dealBreaker, dealKeeper, defensive, opportunist }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: conquest, minds: { opportunist, aggressive, dealBreaker, dealKeeper, defensive } }
