import { type Act, type SeatId, type Talk, talkMoves } from 'suasion'
import { z } from 'zod'
import { type Board, boardOf, type Mission } from './board.ts'
import { type Deal, KINDS, type Offer } from './deals.ts'

/** The commanders, and the one who is given the orders of an experiment. */
export const COMMANDERS = ['red', 'blue', 'green', 'yellow'] as const
export const TESTED: SeatId = 'red'
export const ORDERS = ['none', 'no negotiation', 'one partner', 'aggressive', 'support-seeking', 'deceptive'] as const
export type Orders = (typeof ORDERS)[number]
/** A deal about no territory in particular. */
export const ANY = 'any'

export const params = z.object({
  size: z.int().min(1).max(6).default(3).describe('territories in each of the four regions'),
  links: z.int().min(1).max(6).default(1).describe('chokepoints between two regions that meet (chosen)'),
  borders: z.array(z.string()).default([]).describe('a map of your own, such as NW1-NE1; empty for the family'),
  rounds: z.int().min(1).max(200).default(50).describe('then it is a draw'),
  armies: z.int().min(1).max(20).default(2).describe('on each territory at first (chosen)'),
  reinforcements: z.int().min(1).max(20).default(2).describe('armies a turn, before bonuses'),
  tokens: z.int().min(0).max(5).default(2).describe('to negotiate, and to support, each turn'),
  bounty: z.int().min(0).max(20).default(3).describe('armies for eliminating somebody'),
  utterances: z.int().min(1).max(20).default(4).describe('the most in one conversation (chosen)'),
  orders: z.enum(ORDERS).default('none').describe('what an experiment orders red to do'),
})
export type Settings = z.output<typeof params>

/** What is claimed of one's own mission in talk; 'none' names none. */
export const CLAIMS = ['none', 'NW-SE', 'NE-SW'] as const
export type Claim = (typeof CLAIMS)[number]
const words = z.string().max(600).describe('what you say with it')

export const moves = {
  reinforce: z.object({ territory: z.string(), armies: z.int().min(1) }),
  attack: z.object({
    border: z.string().describe('from yours to theirs, as NW3>NE1'),
    keep: z.int().min(1).max(1000).describe('stop when no more are left, and leave as many behind'),
  }),
  negotiate: z.object({ with: z.string().describe('whom to talk to in private') }),
  support: z.object({ border: z.string().describe('one of your armies goes over to the owner of the other side') }),
  fortify: z.object({
    border: z.string().describe('between two of yours'),
    armies: z.int().min(1).max(1000).describe('at most; one always stays behind'),
  }),
  end: z.object({}),
  say: talkMoves.say.extend({ claim: z.enum(CLAIMS).describe('the mission you say you have; none if you name none') }),
  silent: talkMoves.silent,
  propose: z.object({
    kind: z.enum(KINDS),
    giver: z.enum(['me', 'you', 'both']).describe('who is to do it'),
    rounds: z.int().min(1).max(5).describe('how long it holds, or until when it is to be done'),
    place: z.string().describe(`the territory it is about, or ${ANY}`),
    text: words,
  }),
  agree: z.object({ offer: z.int(), text: words }),
  decline: z.object({ offer: z.int(), text: words }),
}
export type ConquestAct = Act<typeof moves>

type Fact =
  | { readonly what: 'turn'; readonly round: number; readonly armies: number }
  | {
      readonly what: 'battle'
      readonly by: SeatId
      readonly of: SeatId
      readonly from: string
      readonly at: string
      readonly lost: readonly [attacker: number, defender: number]
      readonly won: boolean
    }
  | { readonly what: 'supported'; readonly by: SeatId; readonly of: SeatId; readonly from: string; readonly at: string }
  | { readonly what: 'met'; readonly by: SeatId; readonly with: SeatId }
  | { readonly what: 'said'; readonly by: SeatId; readonly claim: Claim; readonly text: string }
  | { readonly what: 'offered'; readonly by: SeatId; readonly offer: Offer; readonly text: string }
  | { readonly what: 'agreed' | 'declined'; readonly by: SeatId; readonly number: number; readonly text: string }
  | { readonly what: 'parted' }
  | { readonly what: 'settled'; readonly deal: Deal }
  | { readonly what: 'eliminated'; readonly who: SeatId; readonly by: SeatId }
  | { readonly what: 'left'; readonly who: SeatId }
  | { readonly what: 'ended'; readonly winner: SeatId | null }

/** Something that happened, and who was told. */
export type Happening = Fact & { readonly to: readonly SeatId[] }

/** The whole game at one moment. */
export interface State {
  readonly settings: Settings
  /** In the order of their turns. */
  readonly order: readonly SeatId[]
  readonly missions: Readonly<Record<SeatId, Mission>>
  /** By territory. */
  readonly owners: readonly SeatId[]
  readonly armies: readonly number[]
  /** From 1. */
  readonly round: number
  readonly player: SeatId
  readonly stage: 'reinforce' | 'act' | 'talk' | 'over'
  /** Armies still to be placed. */
  readonly left: number
  readonly tokens: { readonly negotiate: number; readonly support: number }
  /** Battles of this turn so far. */
  readonly battles: number
  readonly talk: Talk | null
  /** Who spoke last in it. */
  readonly spoke: SeatId | null
  /** Offers of this conversation that were not answered. */
  readonly offers: readonly Offer[]
  /** How many were made in it. */
  readonly offered: number
  readonly deals: readonly Deal[]
  /** The one whom red may talk to, once it has talked to one. */
  readonly partner: SeatId | null
  readonly history: readonly Happening[]
  readonly gone: readonly SeatId[]
  readonly out: readonly SeatId[]
  readonly winner: SeatId | null
}

/** A territory as a commander sees it; null where the fog hides it. */
export interface Place {
  readonly owner: SeatId | null
  readonly armies: number | null
}

export interface View {
  readonly seat: SeatId
  readonly mission: Mission
  readonly orders: Orders
  readonly settings: Omit<Settings, 'orders'>
  readonly board: Board
  readonly places: readonly Place[]
  readonly round: number
  /** Whose turn it is. */
  readonly player: SeatId
  /** 'wait' for everybody who has nothing to do with what is going on. */
  readonly stage: 'reinforce' | 'act' | 'talk' | 'wait' | 'over'
  readonly left: number
  readonly tokens: { readonly negotiate: number; readonly support: number }
  /** Whom it may start a conversation with. */
  readonly partners: readonly SeatId[]
  /** Whom it talks to, where it does, and the offers that stand. */
  readonly with: SeatId | null
  readonly offers: readonly Offer[]
  /** Its own deals; what became of information it was promised, it cannot know. */
  readonly deals: readonly Deal[]
  readonly out: readonly SeatId[]
  readonly winner: SeatId | null
  readonly history: readonly Happening[]
}

export const boardIn = ({ settings }: Pick<State, 'settings'>): Board => boardOf(settings)

/** Whether a commander sees a territory: its own, and whatever touches them. */
export const sees = (state: State, seat: SeatId, at: number): boolean =>
  state.owners[at] === seat || boardIn(state).neighbours[at]!.some((next) => state.owners[next] === seat)

/** Who takes part still: neither eliminated nor gone. */
export const active = ({ order, out, gone }: State): readonly SeatId[] =>
  order.filter((seat) => !out.includes(seat) && !gone.includes(seat))

/** The two in the conversation that goes on. */
export const talkers = ({ talk }: State): readonly SeatId[] => (talk ? Object.values(talk.rooms)[0]! : [])
