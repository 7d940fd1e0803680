import { type Estimate, scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { payoffs } from 'suasion/instruments'
import { constant, coopetition, environmentIds, loyaltyOracle, validation } from 'suasion/protocols/coopetition'

const { audit, beaten, learners } = validation
const environment = Object.keys(learners) as (keyof typeof learners)[]
const printed = { claim: 'formal', origin: 'published', population: 'any players' } as const
const oracle = { ...printed, scale: 'ratio', margin: 1e-5, source: 'docs/benchmarks, loyalty oracle' } as const
const count = { ...printed, scale: 'difference', margin: 0 } as const
const printedReturns = {
  ...{ ApacheProject: 5_484_826, CoalitionFormation: 421_152, LoyaltyTeam: 123_359 },
  ...{ PublicGoods: 182_166, TeamProduction: 89_390 },
}
const policy = ['loyalty oracle', 'everything'] as const
const ours = (value: number, n: number, estimator: string): Estimate => ({ value, n, estimator })

/** Whether learners beat every constant policy, and whether leaving the others pays, as the authors of the benchmark say. */
export default study({
  name: 'pant-2026-coopetition-audit',
  title: 'Coopetition-Gym: oracles, learners and exploitation',
  cite: 'Pant & Yu 2026, Coopetition-Gym v1, docs/benchmarks and appendix F',
  question: 'Does any constant policy return more than the learner that is said to beat them all?',
  estimand: 'in how many of five environments the best constant policy returns more than the published learner',
  design: factorial({ environment, policy }, { perCell: 1 }),
  cast: { oracle: loyaltyOracle() },
  scene: ({ environment, policy }, { oracle }) => {
    const agent = policy === 'everything' ? constant({ invested: 1 }) : oracle
    return scene(coopetition, { params: { environment, precision: 'single' }, minds: { agent } })
  },
  instruments: [payoffs()],
  published: {
    'beaten by a constant': { ...count, value: 0, source: 'docs/benchmarks: soft actor-critic above all constants' },
    'exploitative switches': { ...count, value: 0, source: 'appendix F: 0 of 504 switches to nothing' },
    'exploitative ramps': { ...count, value: 6, source: 'appendix F: 6 of 20 environments' },
    ...Object.fromEntries(Object.entries(printedReturns).map(([id, value]) => [id, { ...oracle, value }])),
  },
  estimates: (rows) => {
    const total = (id: keyof typeof learners): Estimate | null => {
      const [own, all] = policy.map((policy) => rows.find((row) => row.environment === id && row.policy === policy))
      const note = `${own?.welfare === all?.welfare ? 'the same as' : 'not what comes'} when all invest everything`
      return own ? { ...ours(own.welfare, 1, 'sum of rewards of one episode, exact'), note } : null
    }
    const above = beaten().map((each) => `${each.environment} at ${each.share}: ${Math.round(each.total)}`)
    const gamma = (id: string) => id === 'SynergySearch' && { gamma: 0.55 }
    const left = environmentIds.flatMap((id) => audit({ environment: id, ...gamma(id) }))
    const exploits = (kind: string): Estimate => {
      const tried = left.filter((each) => each.kind === kind)
      return ours(tried.filter(({ exploitative }) => exploitative).length, tried.length, 'count over all environments')
    }
    return {
      'beaten by a constant': { ...ours(above.length, 5, 'sweep of 101 shares'), note: above.join('; ') },
      'exploitative switches': exploits('late'),
      'exploitative ramps': exploits('ramp'),
      'exploitative halvings': exploits('static'),
      ...Object.fromEntries(environment.map((id) => [id, total(id)])),
    }
  },
  limits: ['no learner is trained: what is published of them is compared with constants. SynergySearch has gamma .55.'],
})
