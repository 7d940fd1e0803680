import { type Legal, rules } from 'suasion'
import { z } from 'zod'

const CARDS = ['jack', 'queen', 'king'] as const
type Card = (typeof CARDS)[number]
type Seat = 'first' | 'second'

/** The whole game at one moment. */
export interface State {
  readonly cards: Readonly<Record<Seat, Card>>
  readonly bets: readonly ('pass' | 'bet')[]
}

/** What a player knows: the own card, and what was done so far. */
export interface View {
  readonly seat: Seat
  readonly card: Card
  readonly bets: readonly ('pass' | 'bet')[]
}

const moves = { pass: z.object({}), bet: z.object({}) }
const open: Legal<typeof moves> = { pass: {}, bet: {} }

const finished = ({ bets }: State): boolean =>
  bets.length === 3 || (bets.length === 2 && !(bets[0] === 'pass' && bets[1] === 'bet'))

/**
 * Kuhn poker: three cards, an ante of one, one bet of one. The smallest game in which the best play bluffs.
 * Source: Kuhn 1950, "A simplified two-person poker". Its value for the first player is -1/18.
 */
export const kuhnRules = rules({
  name: 'kuhn-poker',
  version: 1,
  params: z.object({}),
  moves,
  roles: { player: ['pass', 'bet'] },
  seats: () => ({ first: 'player', second: 'player' }) as const,

  start: (_params, _roles, luck): State => {
    const [first, second] = luck.of('deal').draw(CARDS, 2) as [Card, Card]
    return { cards: { first, second }, bets: [] }
  },

  turn: (state) => ({ ask: finished(state) ? [] : [state.bets.length % 2 === 0 ? 'first' : 'second'] }),
  view: ({ cards, bets }, seat): View => ({ seat: seat as Seat, card: cards[seat as Seat], bets }),
  legal: () => open,
  resolve: (state, acts) => ({ ...state, bets: [...state.bets, acts[0]!.act.move] }),

  payoff: (state) => {
    if (!finished(state)) return { first: 0, second: 0 }
    const { bets, cards } = state
    const stronger = CARDS.indexOf(cards.first) > CARDS.indexOf(cards.second) ? 1 : -1
    const folded = bets.at(-1) === 'pass' && bets.at(-2) === 'bet'
    const sign = folded ? (bets.length === 2 ? 1 : -1) : stronger
    const gain = sign * (!folded && bets.includes('bet') ? 2 : 1)
    return { first: gain, second: -gain }
  },
})
