import { GAMES, type Game, type Payoffs } from './games.ts'
import { credulous, fictitiousPlayer, pavlov } from './learners.ts'
import {
  always,
  defector,
  generousTitForTat,
  grim,
  joss,
  randomWithP,
  tester,
  titForTat,
  titForTwoTats,
} from './minds.ts'
import { matrixGame } from './protocol.ts'

export {
  always,
  credulous,
  defector,
  fictitiousPlayer,
  GAMES,
  type Game,
  generousTitForTat,
  grim,
  joss,
  matrixGame,
  type Payoffs,
  pavlov,
  randomWithP,
  tester,
  titForTat,
  titForTwoTats,
}
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = {
  protocol: matrixGame,
  minds: {
    titForTat,
    always,
    credulous,
    defector,
    fictitiousPlayer,
    generousTitForTat,
    grim,
    joss,
    pavlov,
    randomWithP,
    tester,
    titForTwoTats,
  },
}
