import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { conquest, dealings, ORDERS, opportunist, winRates } from 'suasion/protocols/conquest'

const difference = { scale: 'difference', margin: 0.03, origin: 'published' } as const
const models = { ...difference, claim: 'language-model', population: 'the language models of the paper' } as const
const people = { ...difference, claim: 'people', population: '40 people in 82 games against models' } as const
const exact = { claim: 'formal', origin: 'exact', scale: 'difference', margin: 0.05 } as const
const alike = { ...exact, population: 'four alike commanders' } as const
const won = { ...models, n: 162, source: 'interventions, 162 starts each: win rate' } as const

/** Whether private talk helps to win where nobody has to keep a deal. */
export default study({
  name: 'oneill-2026-conquest',
  title: 'Cooperate to Compete: strategic coordination in multi-agent conquest',
  cite: "O'Neill, Zhu, Miroyan, Norouzi & Gonzalez 2026, arXiv 2604.25088",
  systems: ['c2c'],
  question: 'Does a commander win more often for talking in private, asking for support, attacking or deceiving?',
  estimand: 'share of games that red wins under its orders, against the same games with no orders',
  design: factorial({ orders: ORDERS }, { perCell: 60 }),
  cast: { tested: opportunist(), others: opportunist() },
  scene: ({ orders }, { tested, others }) =>
    scene(conquest, { params: { orders }, minds: { commander: others, red: tested } }),
  instruments: [dealings()],
  published: {
    'share of decided games': { ...alike, value: 0.25, source: 'seats, turns, land and missions are dealt alike' },
    'won, none': { ...won, value: 0.222 },
    'won, no negotiation': { ...won, value: 0.123 },
    'won, one partner': { ...won, value: 0.167 },
    'won, aggressive': { ...won, value: 0.309 },
    'won, support-seeking': { ...won, value: 0.309 },
    'won, deceptive': { ...won, value: 0.327 },
    'no negotiation less none': { ...won, value: -0.099, source: '12.3 % less 22.2 %' },
    'agreed at once': { ...models, value: 0.676, source: 'accepted without a counter-offer' },
    'agreed at once, people': { ...people, value: 0.563, source: 'accepted without a counter-offer' },
    'support per deal': { ...models, value: 0.382, source: 'support commitments per deal' },
    'support per deal, people': { ...people, value: 0.063, source: 'support commitments per deal' },
  },
  estimates: (rows) => {
    const rates = winRates(rows)
    return {
      ...rates,
      'agreed at once, people': rates['agreed at once'],
      'support per deal, people': rates['support per deal'],
    }
  },
  limits: [
    'the map, the combat and the kinds of deals are chosen, so only the order of the win rates can be compared',
    'that no negotiation is worst depends on the other commanders too; what aggression and deception bring, wholly',
  ],
})
