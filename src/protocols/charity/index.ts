import { persuadeeFitter } from './fitter.ts'
import { gdpZero } from './gdp-zero.ts'
import { planner } from './planner.ts'
import { charity } from './protocol.ts'
import { repeater } from './repeater.ts'
import { fixedOrder, manipulator, randomOrder, ruleAgent } from './rule-agent.ts'
import { fittedPersuadee, shippedFit, tiredPersuadee } from './shipped.ts'
import { appealsThenPropose, greedy, proposeEveryTurn, randomAct } from './simple.ts'

export {
  APPEALS,
  ASKS,
  type CharityAct,
  INQUIRIES,
  MANIPULATIVE,
  PERSUADEE_ACTS,
  PERSUADER_ACTS,
  type PersuadeeAct,
  type PersuaderAct,
  type Reply,
  replyOf,
  TACTICS,
  type Tactic,
} from './acts.ts'
export { agents, agentsEstimates, agentsPublished } from './agents.ts'
export { type Conversation, conversationOf } from './conversations.ts'
export { corpusEstimates, strategyEstimates } from './estimates.ts'
export { FATIGUE, TERMS } from './hazards.ts'
export { lineUp } from './line-up.ts'
export { published } from './published.ts'
export { readActs } from './reader.ts'
export type { Said, View } from './state.ts'
export {
  appealsThenPropose,
  charity,
  fittedPersuadee,
  fixedOrder,
  gdpZero,
  greedy,
  manipulator,
  persuadeeFitter,
  planner,
  proposeEveryTurn,
  randomAct,
  randomOrder,
  repeater,
  ruleAgent,
  shippedFit,
  tiredPersuadee,
}
/** What the catalogue lists: the protocol, its formal minds by name, and how a persuadee is fitted. */
export const catalogue = {
  protocol: charity,
  minds: {
    ruleAgent,
    fittedPersuadee,
    appealsThenPropose,
    fixedOrder,
    gdpZero,
    greedy,
    manipulator,
    planner,
    proposeEveryTurn,
    randomAct,
    randomOrder,
    repeater,
    tiredPersuadee,
  },
  fitters: [persuadeeFitter],
}
