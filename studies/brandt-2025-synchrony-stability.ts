import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import * as chat from 'suasion/protocols/adaptive-chat'

const order = { claim: 'formal', origin: 'published', population: 'any user', scale: 'difference', margin: 0 } as const
const pareto = { ...order, source: 'Brandt 2025, Pareto order of the policies' } as const

/** What a chatbot's likeness to its user costs in sameness over time, by the policy that moves its style. */
export default study({
  name: 'brandt-2025-synchrony-stability',
  title: 'Navigating the synchrony-stability frontier in adaptive chatbots',
  cite: 'Brandt 2025, tj-brandt/synchrony-stability',
  systems: ['synchrony-stability'],
  question: 'How much steadier can an adaptive chatbot be, and how much likeness to its user does that cost?',
  estimand: 'mean over users of the cosine of styles, turn with turn before and bot with user, by policy',
  design: factorial({ policy: chat.CONTROLLER_NAMES }, { perCell: 60 }),
  cast: { user: chat.wanderer(), bot: chat.adaptive() },
  scene: ({ policy }, { user, bot }) => {
    // The policy is the condition; a model or a person in the part of the bot plays all of them as itself.
    const own = bot.name in chat.CONTROLLERS ? chat.adaptive({ policy }) : bot
    return scene(chat.adaptiveChat, { params: { turns: 15 }, minds: { user, bot: own } })
  },
  instruments: [chat.styleFrontier()],
  published: {
    ...chat.published,
    'policies out of the order of stability': { ...pareto, value: 0 },
    'policies out of the order of synchrony': { ...pareto, value: 0 },
  },
  estimates: (rows) => chat.orderEstimates(rows),
  data: {
    name: 'synchrony-stability',
    about: 'turn_level_metrics.csv: style vectors of 162 people and their chatbot',
    columns: chat.releasedColumns,
    estimates: chat.estimatesOf,
  },
  limits: [
    'prompt legibility has no formula in the released code, and its tables for three public corpora are constants: left out',
    'the persona is 0 on its own scales but for rounding, so that coherence, and stability in the first turn, are noise there',
    'when a register flips is inferred: from half a scale above the persona on',
  ],
})
