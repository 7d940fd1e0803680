import { type Legal, rules } from 'suasion'
import { z } from 'zod'

export const CARDS = [
  'jack of spades',
  'jack of hearts',
  'queen of spades',
  'queen of hearts',
  'king of spades',
  'king of hearts',
] as const
export type Card = (typeof CARDS)[number]
export type Seat = 'first' | 'second'
type Bet = 'fold' | 'call' | 'raise'

const params = z.object({
  ante: z.int().min(1).max(1000).default(1).describe('coins each puts in the pot before the cards'),
  firstRaise: z.int().min(1).max(1000).default(2).describe('coins a raise adds before the public card'),
  secondRaise: z.int().min(1).max(1000).default(4).describe('coins a raise adds after the public card'),
  raises: z.int().min(0).max(4).default(2).describe('the most raises in each of the two rounds'),
})

/** The whole game at one moment. */
export interface State {
  readonly rules: z.output<typeof params>
  readonly cards: Readonly<Record<Seat, Card>>
  readonly board: Card | null
  /** What was done in the first round, and in the second once it began. */
  readonly rounds: readonly (readonly Bet[])[]
  /** Coins in the pot, by who put them there. */
  readonly paid: Readonly<Record<Seat, number>>
  readonly over: boolean
}

/** What a player knows: the own card, the public one, what was done in each round, and the pot. */
export interface View extends Omit<State, 'cards' | 'over'> {
  readonly seat: Seat
  readonly card: Card
}

const moves = { fold: z.object({}), call: z.object({}), raise: z.object({}) }

const other = (seat: Seat): Seat => (seat === 'first' ? 'second' : 'first')
const actor = (round: readonly Bet[]): Seat => (round.length % 2 === 0 ? 'first' : 'second')

/** The rank of a card, from 0 for a jack. */
export const rank = (card: Card): number => CARDS.indexOf(card) >> 1

/** What a seat must add to stay in. */
export const toCall = ({ seat, paid }: Pick<View, 'seat' | 'paid'>): number => paid[other(seat)] - paid[seat]

const strength = (card: Card, board: Card): number => (rank(card) === rank(board) ? 10 : rank(card))

/**
 * Leduc poker: six cards of three ranks, a card each, a round of betting, a public card, and a second round. A pair
 * with the public card wins, then the higher rank. Source: Southey et al. 2005, "Bayes' bluff: opponent modelling in
 * poker". With the parameters as they are it has 936 information sets.
 */
export const leducRules = rules({
  name: 'leduc-poker',
  version: 1,
  params,
  moves,
  roles: { player: ['fold', 'call', 'raise'] },
  seats: () => ({ first: 'player', second: 'player' }) as const,

  start: (rules, _roles, luck): State => {
    const [first, second] = luck.of('deal').draw(CARDS, 2) as [Card, Card]
    const paid = { first: rules.ante, second: rules.ante }
    return { rules, cards: { first, second }, board: null, rounds: [[]], paid, over: false }
  },

  turn: ({ rounds, over }) => ({ ask: over ? [] : [actor(rounds.at(-1)!)] }),

  view: ({ rules, cards, board, rounds, paid }, seat): View => ({
    seat: seat as Seat,
    card: cards[seat as Seat],
    board,
    rounds,
    paid,
    rules,
  }),

  legal: (view): Legal<typeof moves> => {
    const raised = view.rounds.at(-1)!.filter((bet) => bet === 'raise').length
    return { ...(toCall(view) > 0 && { fold: {} }), call: {}, ...(raised < view.rules.raises && { raise: {} }) }
  },

  resolve: (state, [done], luck): State => {
    const { rules, cards, board, rounds } = state
    const { move } = done!.act
    const seat = done!.seat as Seat
    const played = [...rounds.slice(0, -1), [...rounds.at(-1)!, move]]
    if (move === 'fold') return { ...state, rounds: played, over: true }
    const raise = move === 'raise' ? (rounds.length === 1 ? rules.firstRaise : rules.secondRaise) : 0
    const paid = { ...state.paid, [seat]: state.paid[other(seat)] + raise }
    const open = move === 'raise' || rounds.at(-1)!.length === 0
    if (open) return { ...state, rounds: played, paid }
    if (board) return { ...state, rounds: played, paid, over: true }
    const left = CARDS.filter((card) => card !== cards.first && card !== cards.second)
    return { ...state, rounds: [...played, []], paid, board: luck.of('board').pick(left) }
  },

  payoff: ({ cards, board, rounds, paid, over }) => {
    if (!over) return { first: 0, second: 0 }
    const last = rounds.at(-1)!
    const winner: Seat | null =
      last.at(-1) === 'fold'
        ? actor(last)
        : strength(cards.first, board!) === strength(cards.second, board!)
          ? null
          : strength(cards.first, board!) > strength(cards.second, board!)
            ? 'first'
            : 'second'
    if (!winner) return { first: 0, second: 0 }
    const gain = winner === 'first' ? paid.second : -paid.first
    return { first: gain, second: -gain }
  },
})
