import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { coopetition, equilibriumOracle, investments, validation } from 'suasion/protocols/coopetition'

const { estimatesOf, foundationClaims, publishedOf, specifications } = validation
const specification = ['power', 'logarithmic'] as const
const seats = { samsung: 'first', sony: 'second' } as const

/** How much more two firms invest that need each other: the joint venture of Samsung and Sony, played and scored. */
export default study({
  name: 'pant-2025-coopetition-tr1',
  title: 'Interdependence and complementarity (TR-1)',
  cite: 'Pant & Yu 2025, arXiv 2510.18802',
  question: 'How much more do firms that depend on each other invest, and which form of value fits their history?',
  estimand: 'what each firm of the joint venture invests in the coopetitive equilibrium, of 100',
  design: factorial({ specification }, { perCell: 1 }),
  cast: { firm: equilibriumOracle() },
  scene: ({ specification }, { firm }) => {
    const { gamma, power } = specifications[specification]
    const params = { environment: 'SLCD', reward: 'private', rounds: 1, gamma, power: power || null } as const
    return scene(coopetition, { params, minds: { agent: firm } })
  },
  instruments: [investments()],
  published: publishedOf(foundationClaims),
  estimates: (rows) => {
    const played = rows.flatMap((row) => {
      const seat = seats[row.seat as keyof typeof seats]
      const name = `${row.specification}, ${seat} invests`
      return seat && row.invested !== null ? [[name, { value: row.invested, n: 1, estimator: 'as played' }]] : []
    })
    return { ...estimatesOf(foundationClaims), ...Object.fromEntries(played) }
  },
  limits: [
    'only the equilibrium of the joint venture is played; the other numbers are computed, whoever is cast',
    'draws of 15 % and random pairs are compared as means, because they drew from other streams; for d theirs is repeated',
    'how far scores of random pairs vary is not printed: the margin takes the deviation of ours',
  ],
})
