import type { Json } from '../core/json.ts'
import type { SeatId } from '../core/protocol.ts'

/** An act as plain data: the name of a move, and its fields. */
export type PlainAct = { readonly move: string } & { readonly [field: string]: Json }

/** All that a seat knows at some of its decisions, and what it may do there. */
export interface InformationSet {
  readonly role: string
  readonly view: Json
  readonly acts: readonly PlainAct[]
  /** How many nodes of the tree the seat cannot tell apart here. */
  readonly nodes: number
}

/**
 * One seat of a game in sequence form (von Stengel 1996). A sequence is one of its acts together with all its own acts
 * before it; sequence 0 is none. Sets stand in an order in which none comes before one it can follow.
 */
export interface Player {
  readonly seat: SeatId
  readonly sets: readonly InformationSet[]
  /** By set: the sequence it comes after. */
  readonly after: Int32Array
  /** By set: the sequence of its first act, the others following; the last entry is the number of sequences. */
  readonly first: Int32Array
  /** The endings whose last own act is sequence s are the entries rows[s] to rows[s + 1]. */
  readonly rows: Int32Array
  /** By ending: the last sequence of each other player, in the order of the players. */
  readonly others: Int32Array
  /** By ending: this player's payoff times the probability of chance. */
  readonly weights: Float64Array
}

/** The nodes in an order in which every parent comes before its children, and siblings in the order of their acts. */
export interface Tree {
  /** Number of the parent; -1 for the root. */
  readonly parent: Int32Array
  /** The player who decides, CHANCE or ENDING. */
  readonly owner: Int32Array
  /** At a decision: the player's information set. At an ending: its row in `payoffs`. */
  readonly place: Int32Array
  /** Which child of its parent it is. */
  readonly branch: Int32Array
  /** The probability of chance with which its parent leads here; 1 where a player does. */
  readonly chance: Float64Array
  /** By ending and player. */
  readonly payoffs: Float64Array
}
export const CHANCE = -1
export const ENDING = -2

/** A protocol as an extensive-form game in flat arrays: what every solver of trees reads. */
export interface TreeGame {
  readonly protocol: string
  readonly version: number
  readonly params: Readonly<Record<string, unknown>>
  readonly grid: Readonly<Record<string, number>>
  /** What an information state is: the view itself, or the seat's own chain of views and acts. */
  readonly information: 'view' | 'chain'
  readonly players: readonly Player[]
  readonly tree: Tree
  readonly counts: {
    readonly nodes: number
    readonly decisions: number
    readonly chances: number
    readonly endings: number
    readonly sets: number
    /** Nodes on the longest way from the root to an ending. */
    readonly depth: number
  }
  /** What the payoffs of all players add up to, where that is the same at every ending; else null. */
  readonly sum: number | null
}

/** For each player, the probability of each sequence's last act at its information set; the entry of sequence 0 is 1. */
export type TreeStrategy = readonly Float64Array[]

/** The number of a seat among the players; throws, naming the seats, where it is none. */
export const playerOf = (game: TreeGame, seat: SeatId): number => {
  const index = game.players.findIndex((player) => player.seat === seat)
  if (index >= 0) return index
  const seats = game.players.map((player) => player.seat).join(', ')
  throw new Error(`${game.protocol} has no seat called ${seat}; its seats are ${seats}`)
}

/** What the mathematics promises of the average strategy of regret minimisation in this game. */
export const guarantee = ({ players, sum }: TreeGame): string => {
  if (players.length === 1) return 'one player: it converges to the best that can be done'
  if (players.length > 2)
    return `${players.length} players: no guarantee that it converges to an equilibrium; the exploitability says how far it is`
  if (sum === null)
    return 'two players whose payoffs do not add up to a constant: no guarantee that it converges to an equilibrium; the exploitability says how far it is'
  return 'two players, constant sum: it converges to a Nash equilibrium'
}
