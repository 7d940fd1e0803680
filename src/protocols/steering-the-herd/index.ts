import { bayesian, constant, independent, myopic, nobody, optimal, uneven } from './minds.ts'
import { steeringTheHerd } from './protocol.ts'

export { KNOWN_PLANS } from './known.ts'
export {
  bayesChoice,
  closedForms,
  expectedReward,
  follows,
  precisionCost,
  type Steering,
  signalChance,
  updated,
} from './learning.ts'
export { type Herd, herdOutcome } from './outcome.ts'
export { firstBelief, landmarks, leastCurvature, type Plan, planFor, scoredBy } from './plan.ts'
export { bayesian, constant, independent, myopic, nobody, optimal, steeringTheHerd, uneven }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = {
  protocol: steeringTheHerd,
  minds: { optimal, myopic, nobody, constant, bayesian, independent, uneven },
}
