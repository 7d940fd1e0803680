import { type Published, scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { coopetition, investments, nashOracle, validation } from 'suasion/protocols/coopetition'

const { estimatesOf, loyaltyClaims, publishedOf } = validation
const environment = ['TeamProduction', 'LoyaltyTeam', 'CoalitionFormation', 'ApacheProject', 'PublicGoods'] as const
const source = 'Coopetition-Gym d2dffd5, Nash oracle, run outside this project'
const riding = { TeamProduction: 95372.5, LoyaltyTeam: 126203.0, CoalitionFormation: 32148.2 }
const free = (value: number): Published => ({
  ...{ value, margin: 1e-5, source, claim: 'formal', origin: 'run', population: 'any players', scale: 'ratio' },
})

/** Whether loyalty keeps teams from free riding: the sweep of TR-3 as published and as released, and the Apache case. */
export default study({
  name: 'pant-2026-coopetition-tr3',
  title: 'Collective action and loyalty (TR-3)',
  cite: 'Pant & Yu 2026, arXiv 2601.16237',
  systems: ['coopetition-loyalty'],
  question: 'How much more effort do loyal teams make, and does the Apache project follow?',
  estimand: 'effort at loyalty .9 over effort at loyalty .1, median over 625 teams',
  design: factorial({ environment }, { perCell: 1 }),
  cast: { member: nashOracle() },
  scene: ({ environment }, { member }) =>
    scene(coopetition, { params: { environment, precision: 'single' }, minds: { agent: member } }),
  instruments: [investments()],
  published: {
    ...publishedOf(loyaltyClaims),
    ...Object.fromEntries(Object.entries(riding).map(([id, value]) => [`${id} free riding`, free(value)])),
  },
  estimates: (rows) => {
    const paid = environment.map((id) => {
      const row = rows.find((row) => row.environment === id)
      return [`${id} free riding`, row ? { value: row.welfare, n: 1, estimator: 'as played' } : null] as const
    })
    return { ...estimatesOf(loyaltyClaims), ...Object.fromEntries(paid) }
  },
  limits: [
    'best responses are exact here, so everything converges; the released optimiser does in 91.4 and 96 % of settings',
    'in PublicGoods returns do not diminish: the released Nash oracle invests everything there, and ours nothing',
  ],
})
