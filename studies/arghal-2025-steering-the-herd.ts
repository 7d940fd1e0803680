import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import * as herd from 'suasion/protocols/steering-the-herd'
import { mean, oneSampleTest } from 'suasion/statistics'

type Plans = typeof herd.KNOWN_PLANS
const each = <T>(make: (known: Plans[keyof Plans]) => T) =>
  Object.fromEntries(Object.entries(herd.KNOWN_PLANS).map(([k, v]) => [k, make(v)])) as Record<keyof Plans, T>
const rule = { claim: 'formal', origin: 'run', population: 'Bayesians', scale: 'difference', margin: 1.01e-3 } as const
const lost = { ...rule, margin: 0.1, source: 'replica: right choices of 50 agents where B is right' } as const

/** What a planner who controls how well people are informed does for them, or to them. */
export default study({
  name: 'arghal-2025-steering-the-herd',
  title: 'Steering the herd: control of social learning',
  cite: 'Arghal, He, Saeedi Bidokhti & Sarkar 2025, arXiv:2504.02648',
  systems: ['steering-the-herd'],
  question: 'When does a planner pay for precise signals, and what does one do who wants a certain choice?',
  estimand: 'right choices with a biased planner over those without, less 1, of 50 agents where B is right',
  design: factorial({ prior: [0.2, 0.35, 0.5], planner: ['cast', 'nobody'] }, { perCell: 500 }),
  cast: { planner: herd.optimal(), agent: herd.bayesian() },
  scene: ({ prior, planner }, cast) => {
    const wish = { planner: 'biased', baseline: 0.65, slope: 0.3, discount: 0.8 } as const
    const minds = planner === 'cast' ? cast : { ...cast, planner: herd.nobody() }
    return scene(herd.steeringTheHerd, { params: { ...wish, prior, agents: 50, world: 'B' }, minds })
  },
  instruments: [herd.herdOutcome()],
  published: {
    ...each(([, , value]) => ({ ...rule, value, source: 'closed form, theorem, or value iteration elsewhere' })),
    'biased, prior .2': { ...lost, value: -0.246 },
    'biased, prior .35': { ...lost, value: -0.476 },
    'biased, prior .5': { ...lost, value: -0.96 },
    'biased, models': { ...lost, value: -0.45, claim: 'language-model', source: 'text: welfare falls by 40 to 50 %' },
  },
  estimates: (rows) => {
    const right = (planner: string, prior: number) =>
      rows.flatMap((row) => (row.planner === planner && row.prior === prior ? [row.right ?? 0] : []))
    const change = (prior: number) => {
      const x = right('cast', prior).map((share) => share / mean(right('nobody', prior)) - 1)
      return new Set(x).size > 1 ? oneSampleTest(x) : null
    }
    const exact = (value: number | null) => (value === null ? null : { value, n: 1, estimator: 'policy iteration' })
    return {
      ...each(([setting, landmark]) => exact(herd.landmarks(herd.planFor(setting))[landmark])),
      'biased, prior .2': change(0.2),
      'biased, prior .35': change(0.35),
      'biased, prior .5': change(0.5),
      'biased, models': change(0.35),
    }
  },
  limits: ['cost functions are free in the paper; right choices without a planner are taken as known'],
})
