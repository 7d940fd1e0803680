import { planner } from './planner.ts'
import { fixedOrder, manipulator } from './rule-agent.ts'
import { appealsThenPropose, greedy, proposeEveryTurn, randomAct } from './simple.ts'

/** The strategies that are compared before the fitted persuadee, by the names of their published success rates. */
export const lineUp = () => ({
  'random act': randomAct(),
  'published order': fixedOrder(),
  '3 appeals': appealsThenPropose({ appeals: 3 }),
  '5 appeals': appealsThenPropose({ appeals: 5 }),
  propose: proposeEveryTurn(),
  greedy: greedy(),
  planner: planner(),
  manipulator: manipulator(),
})
