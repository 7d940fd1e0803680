import { crossover, evolving, type Strategy } from './evolving.ts'
import { type Generosity, generosity } from './generosity.ts'
import { believer, conditionalCooperator, fixedShare, freeRider, imageScorer } from './minds.ts'
import type { Reading, Survivor } from './plans.ts'
import { donorGame } from './protocol.ts'

export {
  believer,
  conditionalCooperator,
  crossover,
  donorGame,
  evolving,
  fixedShare,
  freeRider,
  type Generosity,
  generosity,
  imageScorer,
  type Reading,
  type Strategy,
  type Survivor,
}
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = {
  protocol: donorGame,
  minds: { believer, conditionalCooperator, evolving, fixedShare, freeRider, imageScorer },
}
