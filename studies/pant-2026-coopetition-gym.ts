import { type Estimate, type Published, scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { payoffs } from 'suasion/instruments'
import { constant, coopetition, equilibriumOracle, titForTat, validation } from 'suasion/protocols/coopetition'

const { appropriationClaims, estimatesOf, mirrored, publishedOf, returnAtBest, returns, shares, solved } = validation
const environment = Object.keys(returns) as (keyof typeof returns)[]
const policy = ['0', '0.25', '0.5', '0.75', '1', 'private', 'tit for tat', 'equilibrium'] as const
const source = 'Coopetition-Gym d2dffd5, seed 99, run outside this project'
/** As exact as it is printed: to its last digit, and to 1e-5 at best. */
const run = (value: number): Published => ({
  ...{ value, source, claim: 'formal', origin: 'run', population: 'any players', scale: 'ratio' },
  margin: Math.max(1e-5, 0.051 / value),
})
const ours = (value: number): Estimate => ({ value, n: 1, estimator: 'sum of rewards of one episode, exact' })

/** What constant policies and mirrors return in the environments of Coopetition-Gym. */
export default study({
  name: 'pant-2026-coopetition-gym',
  title: 'Coopetition-Gym: what constant policies return',
  cite: 'Pant & Yu 2026, Coopetition-Gym v1, vikpant/strategic-coopetition d2dffd5',
  systems: ['coopetition-gym'],
  question: 'Does each environment return what the released one does?',
  estimand: 'sum of rewards over agents and rounds when all invest the same share of what they have in every round',
  design: factorial({ environment, policy }, { perCell: 1 }),
  cast: { 'tit for tat': titForTat(), equilibrium: equilibriumOracle() },
  scene: ({ environment, policy }, cast) => {
    const reward = policy === 'private' ? 'private' : 'integrated'
    const invested = policy === 'private' ? 0.5 : Number(policy)
    const agent = policy === 'tit for tat' || policy === 'equilibrium' ? cast[policy] : constant({ invested })
    return scene(coopetition, { params: { environment, reward, precision: 'single' }, minds: { agent } })
  },
  instruments: [payoffs()],
  published: Object.fromEntries([
    ...environment.flatMap((id) => [
      ...shares.map((share, i) => [`${id} ${share}`, run(returns[id].at[i]!)] as const),
      [`${id} private`, run(returns[id].private)] as const,
      [`${id} at ${returns[id].best[0]}`, run(returns[id].best[1])] as const,
    ]),
    ...Object.entries(mirrored).map(([id, value]) => [`${id} tit for tat`, run(value)] as const),
    ...Object.entries(solved).map(([id, value]) => [`${id} equilibrium`, run(value)] as const),
    ...Object.entries(publishedOf(appropriationClaims)),
  ]),
  estimates: (rows) => {
    const played = rows.map((row) => [`${row.environment} ${row.policy}`, ours(row.welfare)] as const)
    const best = environment.map((id) => [`${id} at ${returns[id].best[0]}`, ours(returnAtBest(id))] as const)
    const none = environment.flatMap((id) => policy.map((each) => [`${id} ${each}`, null] as const))
    return {
      ...Object.fromEntries<Estimate | null>([...none, ...played, ...best]),
      ...estimatesOf(appropriationClaims),
    }
  },
  limits: [
    'SynergySearch is left out: its complementarity is drawn. Acts are 32-bit numbers here, as in the package.',
    'the shares of the last columns are the best known to the source; in ApacheProject .61 returns more than .60',
    'of the extension slcd_2d only the equilibrium is solved, not played: an act here is one amount, not two',
    'the released equilibrium stops up to .015 short of the exact one: where that is near a baseline, returns part',
  ],
})
