import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import * as herd from 'suasion/protocols/steering-the-herd'
import { mean, oneSampleTest } from 'suasion/statistics'

const base = { planner: 'altruistic', baseline: 0.6, cost: 'linear', slope: 0.5, stake: 1, discount: 0.9 } as const
const far = { ...base, baseline: 0.65, slope: 0.3, discount: 0.8 } as const
const squared = { ...base, cost: 'quadratic', slope: 4 } as const
const biased = { ...base, planner: 'biased', baseline: 0.7, slope: 3, discount: 0 } as const
const rule = {
  claim: 'formal',
  origin: 'run',
  population: 'Bayesian agents',
  scale: 'difference',
  margin: 1.01e-3,
} as const
const edge = { ...rule, source: '(1 - discount) cost(1) / stake, and the step of the grid' } as const
const bent = {
  ...rule,
  value: 0,
  origin: 'exact',
  margin: 1e-4,
  source: 'theorem: the altruistic value is convex',
} as const
const lost = {
  ...rule,
  margin: 0.06,
  source: '50 agents, B right: share of right choices lost to a biased planner',
} as const
const model = {
  ...lost,
  claim: 'language-model',
  origin: 'published',
  population: 'models as planner and agents',
} as const

/** What a planner who controls how well people are informed does for them, or to them. */
export default study({
  name: 'arghal-2025-steering-the-herd',
  title: 'Steering the herd: control of social learning',
  cite: 'Arghal, He, Saeedi Bidokhti & Sarkar 2025, arXiv:2504.02648',
  question: 'When does a planner pay for precise signals, and what does one do who wants a certain choice?',
  estimand: 'share of right choices with a biased planner less that without, where B is right, by the prior of G',
  design: factorial({ prior: [0.2, 0.35, 0.5], planner: ['cast', 'nobody', 'altruistic'] }, { perCell: 400 }),
  cast: { planner: herd.optimal(), agent: herd.bayesian() },
  scene: ({ prior, planner }, cast) => {
    const kind = planner === 'cast' ? 'biased' : 'altruistic'
    const params = {
      ...far,
      planner: kind,
      prior,
      agents: 50,
      world: planner === 'altruistic' ? 'drawn' : 'B',
    } as const
    const minds = { agent: cast.agent, planner: planner === 'nobody' ? herd.nobody() : cast.planner }
    return scene(herd.steeringTheHerd, { params, minds })
  },
  instruments: [herd.herdOutcome()],
})
