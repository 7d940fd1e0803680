import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import * as herd from 'suasion/protocols/steering-the-herd'
import { mean, oneSampleTest } from 'suasion/statistics'

const base = { planner: 'altruistic', baseline: 0.6, cost: 'linear', slope: 0.5, stake: 1, discount: 0.9 } as const
const from = (does: (q: number, belief: number) => boolean) => (plan: herd.Plan) => herd.firstBelief(plan, does) ?? 1
const [certain, raised, hides] = [
  from((q) => q === 1),
  from((q) => q > 0.6),
  from((q, b) => b > 0.5 && q < b && q < 0.7),
]
const middle = (plan: herd.Plan) => plan.valueAt(0.5)
const square = { ...base, cost: 'quadratic', slope: 4 } as const
const wants = { ...base, planner: 'biased', baseline: 0.7, discount: 0 } as const
/** A planner's setting, what is read of its best plan, and the number known for it. */
const plans = {
  'certainty from': [base, certain, 0.02],
  'certainty from, slope 1.5': [{ ...base, slope: 1.5 }, certain, 0.06],
  'certainty from, baseline .7': [{ ...base, baseline: 0.7, slope: 1 }, certain, 0.03],
  'value at 1/2': [base, middle, -0.2],
  'just enough from, quadratic': [square, raised, 0.063],
  'certainty from, quadratic': [square, certain, 0.089],
  'value at 1/2, quadratic': [square, middle, -0.64],
  'value at 1/2, quadratic and myopic': [{ ...square, discount: 0 }, middle, -0.337528],
  'last try from, biased': [{ ...wants, slope: 1 }, from((q) => q > 0.7), 0.107738],
  'hidden from, biased': [{ ...wants, slope: 3 }, hides, 0.538462],
  'least curvature': [square, herd.leastCurvature, 0],
  'least curvature, slope 5': [{ ...base, baseline: 0.65, slope: 5, discount: 0.8 }, herd.leastCurvature, 0],
} as const
type Known = (typeof plans)[keyof typeof plans]
const each = <T>(make: (known: Known) => T) =>
  Object.fromEntries(Object.entries(plans).map(([k, v]) => [k, make(v)])) as Record<keyof typeof plans, T>
const rule = {
  claim: 'formal',
  origin: 'run',
  population: 'Bayesian agents',
  scale: 'difference',
  margin: 1.01e-3,
} as const
const lost = { ...rule, margin: 0.06, source: 'right choices of 50 agents where B is right' } as const
const models = { claim: 'language-model', origin: 'published', population: 'language models' } as const

/** What a planner who controls how well people are informed does for them, or to them. */
export default study({
  name: 'arghal-2025-steering-the-herd',
  title: 'Steering the herd: control of social learning',
  cite: 'Arghal, He, Saeedi Bidokhti & Sarkar 2025, arXiv:2504.02648',
  question: 'When does a planner pay for precise signals, and what does one do who wants a certain choice?',
  estimand: 'right choices with a planner over those without, less 1, of 50 agents where B is right',
  design: factorial({ prior: [0.2, 0.35, 0.5], planner: ['biased', 'altruistic', 'nobody'] }, { perCell: 300 }),
  cast: { planner: herd.optimal(), agent: herd.bayesian() },
  scene: ({ prior, planner }, { planner: own, agent }) => {
    const kind = planner === 'biased' ? 'biased' : 'altruistic'
    const params = { planner: kind, baseline: 0.65, slope: 0.3, discount: 0.8, prior, agents: 50, world: 'B' } as const
    return scene(herd.steeringTheHerd, {
      params,
      minds: { agent, planner: planner === 'nobody' ? herd.nobody() : own },
    })
  },
  instruments: [herd.herdOutcome()],
  published: {
    ...each(([, , value]) => ({ ...rule, value, source: 'closed form, or value iteration outside this project' })),
    'biased, prior .2': { ...lost, value: -0.246 },
    'biased, prior .35': { ...lost, value: -0.476 },
    'biased, prior .5': { ...lost, value: -0.96 },
    'biased, of models': { ...lost, ...models, value: -0.45, source: 'text: welfare falls by 40 to 50 %' },
  },
  estimates: (rows) => {
    const right = (planner: string, prior: number) =>
      rows.flatMap((row) => (row.planner === planner && row.prior === prior ? [row.right ?? 0] : []))
    const change = (planner: string, prior: number) => {
      const [with_, without] = [right(planner, prior), right('nobody', prior)]
      return with_.length > 1 && without.length ? oneSampleTest(with_.map((x) => x / mean(without) - 1)) : null
    }
    return {
      ...each(([steering, read]) => ({ value: read(herd.planFor(steering)), n: 1, estimator: 'dynamic programming' })),
      'biased, prior .2': change('biased', 0.2),
      'biased, prior .35': change('biased', 0.35),
      'biased, prior .5': change('biased', 0.5),
      'biased, of models': change('biased', 0.35),
      'altruistic, prior .2': change('altruistic', 0.2),
      'altruistic, prior .5': change('altruistic', 0.5),
    }
  },
  limits: ['cost functions are free in the paper; the share of right choices without a planner is taken as known'],
})
