import { type Legal, type MovesOf, policy, protocol, rules, type Words } from 'suasion'
import { z } from 'zod'

interface View {
  readonly pot: number
  readonly offer: number | null
  readonly accepted: boolean | null
}

const moves = {
  offer: z.object({ share: z.int().min(0).max(10).describe('how many of the ten coins the other gets') }),
  accept: z.object({}),
  reject: z.object({}),
}

/** One proposes how to share ten coins; the other accepts, or nobody gets anything. After Güth, Schmittberger & Schwarze 1982. */
const ultimatumRules = rules({
  name: 'TEMPLATE',
  version: 1,
  params: z.object({ pot: z.int().min(1).max(100).default(10).describe('coins to share') }),
  moves,
  roles: { proposer: ['offer'], responder: ['accept', 'reject'] },
  seats: () => ({ ann: 'proposer', bob: 'responder' }) as const,
  start: ({ pot }): View => ({ pot, offer: null, accepted: null }),
  turn: ({ offer, accepted }) => ({ ask: accepted !== null ? [] : [offer === null ? 'ann' : 'bob'] }),
  view: (state): View => state,
  legal: ({ pot, offer }): Legal<typeof moves> =>
    offer === null ? { offer: { share: { min: 0, max: Math.min(10, pot) } } } : { accept: {}, reject: {} },
  resolve: (state, [first]) =>
    first!.act.move === 'offer'
      ? { ...state, offer: first!.act.share }
      : { ...state, accepted: first!.act.move === 'accept' },
  payoff: ({ pot, offer, accepted }): Record<'ann' | 'bob', number> =>
    accepted && offer !== null ? { ann: pot - offer, bob: offer } : { ann: 0, bob: 0 },
})

const words: Words<View, MovesOf<typeof ultimatumRules>> = {
  about:
    'One player proposes how to share some coins. The other accepts the proposal, or rejects it, and then nobody gets anything.',
  brief: ({ pot }) => `There are ${pot} coins.`,
  lines: ({ offer, accepted }) => [
    ...(offer === null ? [] : [{ by: 'ann', text: `(offers ${offer})` }]),
    ...(accepted === null ? [] : [{ by: 'bob', text: accepted ? '(accepts)' : '(rejects)' }]),
  ],
  now: () => '',
  ask: {
    offer: () => 'How many coins do you offer?',
    accept: () => 'Accept the offer, ',
    reject: () => 'or reject it.',
  },
}

const ultimatum = protocol(ultimatumRules, words, { recall: true })

/** Offers a fair share, and accepts anything from a given number of coins on. */
const fair = ({ least = 3 } = {}) =>
  policy(
    ultimatum,
    ['proposer', 'responder'],
    'fair',
    {
      offer: ({ view }) => ({ share: Math.floor(Math.min(10, view.pot) / 2) }),
      accept: () => ({}),
      reject: () => ({}),
    },
    {
      source: 'chosen',
      hears: ['share'],
      choose: ({ view }) => (view.offer === null ? 'offer' : view.offer >= least ? 'accept' : 'reject'),
    },
  )

export const catalogue = { protocol: ultimatum, minds: { fair } }
