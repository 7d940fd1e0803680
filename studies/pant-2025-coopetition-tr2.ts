import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { constant, coopetition, investments, validation } from 'suasion/protocols/coopetition'

const { estimatesOf, publishedOf, trustClaims } = validation
const phase = ['formation', 'mature', 'crisis', 'strained'] as const

/** How trust is built and lost: the sweep of TR-2 by both rules, the alliance of Renault and Nissan, and its four phases. */
export default study({
  name: 'pant-2025-coopetition-tr2',
  title: 'Trust and reputation (TR-2)',
  cite: 'Pant & Yu 2025, arXiv 2510.24909',
  question: 'Is trust lost faster than it is built, and does it come back?',
  estimand: 'most trust in 35 good rounds after one violation, as a share of what it was: median over 78,125 settings',
  design: factorial({ phase }, { perCell: 1 }),
  cast: { partner: constant() },
  scene: ({ phase }, { partner }) =>
    scene(coopetition, { params: { environment: 'RenaultNissan', phase }, minds: { agent: partner } }),
  instruments: [investments()],
  published: publishedOf(trustClaims),
  estimates: (rows) => {
    const paid = phase.map((name) => {
      const row = rows.find((row) => row.phase === name)
      return [`paid in all, ${name}`, row ? { value: row.welfare, n: 1, estimator: 'as played' } : null]
    })
    return { ...estimatesOf(trustClaims), ...Object.fromEntries(paid) }
  },
  limits: [
    'the published numbers of the sweep need the rule of building trust that the released code had until February 2026',
    'two of the seven swept parameters enter none of the measures: 3,125 settings stand for 78,125',
    'the published numbers are computed, whoever is cast; what is played are the four phases, of which none is published',
  ],
})
