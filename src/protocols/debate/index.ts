import { argumentation } from './argumentation.ts'
import { bayesianNetwork } from './bayesian-network.ts'
import { elaboration } from './elaboration.ts'
import { controlArm } from './fitted.ts'
import { advocate, amateur, cialdini, manipulator } from './persuaders.ts'
import { planner } from './planner.ts'
import { debate } from './protocol.ts'
import { guarded, inoculated } from './resistant.ts'
import { sourceTrust } from './source-trust.ts'

export { PERSONAS, type Persona } from './bayesian-network.ts'
export { type Belief, believer } from './believer.ts'
export { beliefOf, likertOf } from './likert.ts'
export { ATTRIBUTES, type Profile, type Susceptibility, susceptibilityOf } from './profile.ts'
export { detection, type Guard, guard, TACTICS } from './reactance.ts'
export { type Inoculation, inoculate, type Persuadable, resistanceLeft, resistanceOf } from './resistance.ts'
export { type Family, STRATEGIES, type Strategy, type StrategyName } from './strategies.ts'
export { type Claim, type Said, type Side, type Stage, stageOf, type View } from './view.ts'
export {
  advocate,
  amateur,
  argumentation,
  bayesianNetwork,
  cialdini,
  controlArm,
  debate,
  elaboration,
  guarded,
  inoculated,
  manipulator,
  planner,
  sourceTrust,
}
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = {
  protocol: debate,
  minds: {
    bayesianNetwork,
    sourceTrust,
    elaboration,
    controlArm,
    amateur,
    advocate,
    cialdini,
    manipulator,
    planner,
    argumentation,
    inoculated,
    guarded,
  },
}
