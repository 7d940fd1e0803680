import { babbling, bayesian, gullible, honest, optimal, sceptical } from './minds.ts'
import { bayesianPersuasion } from './protocol.ts'

export { bestScheme, effective, posterior, type Scheme, schemeValue } from './belief.ts'
export { type Persuasion, persuasionOutcome } from './outcome.ts'
export { type Action, bestAction, type Payoffs, payoffsOf, STORIES, type StoryName } from './stories.ts'
export { babbling, bayesian, bayesianPersuasion, gullible, honest, optimal, sceptical }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = {
  protocol: bayesianPersuasion,
  minds: { optimal, honest, babbling, bayesian, gullible, sceptical },
}
