import { anything, counterfactual, greedy, shallow } from './minds.ts'
import { argumentExchange } from './protocol.ts'

export { LEARNING, type Learning, METHODS, type Method, type Stance } from './agent.ts'
export { differenceBetween, directionOf } from './compare.ts'
export { type ExchangeOutcome, exchangeOutcome } from './outcome.ts'
export { sidesOf } from './strategies.ts'
export { argumentsIn, dealLinks, dealWorld, type Link } from './world.ts'
export { anything, argumentExchange, counterfactual, greedy, shallow }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = {
  protocol: argumentExchange,
  minds: { counterfactual, greedy, shallow, anything },
}
