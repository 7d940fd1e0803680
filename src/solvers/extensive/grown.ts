import type { Json } from '../../core/json.ts'
import type { SeatId } from '../../core/protocol.ts'
import { CHANCE, type PlainAct, type Player, type TreeGame } from '../tree.ts'

/** An information set while its game grows. */
interface GrowingSet {
  readonly index: number
  readonly role: string
  readonly view: Json
  readonly acts: readonly PlainAct[]
  readonly after: number
  readonly first: number
  nodes: number
}

interface GrowingPlayer {
  readonly seat: SeatId
  readonly sets: GrowingSet[]
  readonly known: Map<string, GrowingSet>
  sequences: number
}

/** A game while it is walked: lists that `grown` packs. */
export interface Growing {
  readonly information: 'view' | 'chain'
  readonly players: readonly GrowingPlayer[]
  readonly parent: number[]
  readonly owner: number[]
  readonly place: number[]
  readonly branch: number[]
  readonly chance: number[]
  readonly payoffs: number[]
  /** By ending: the last sequence of each player, and the probability of chance. */
  readonly endings: { readonly sequences: number[]; readonly reach: number[] }
  depth: number
}

/** A player of a growing game. */
export const grownPlayer = (seat: SeatId): GrowingPlayer => ({ seat, sets: [], known: new Map(), sequences: 1 })

/** Adds a node to a growing game: its number. */
export const addNode = (
  game: Growing,
  at: { readonly parent: number; readonly branch: number; readonly p: number; readonly depth: number },
  owner: number,
  place: number,
): number => {
  game.owner.push(owner)
  game.place.push(place)
  game.branch.push(at.branch)
  game.chance.push(at.p)
  game.depth = Math.max(game.depth, at.depth + 1)
  return game.parent.push(at.parent) - 1
}

/** The information set of what a player knows, made with its acts when it is met first; counts one node more in it. */
export const informationSet = (
  { players, information }: Growing,
  player: number,
  { role, view, after }: { readonly role: string; readonly view: string; readonly after: number },
  acts: () => readonly PlainAct[],
): GrowingSet => {
  const owner = players[player]!
  const key = information === 'view' ? `${role} ${view}` : `${after} ${role} ${view}`
  let set = owner.known.get(key)
  if (!set) {
    const able = acts()
    set = {
      index: owner.sets.length,
      role,
      view: JSON.parse(view),
      acts: able,
      after,
      first: owner.sequences,
      nodes: 0,
    }
    owner.sets.push(set)
    owner.known.set(key, set)
    owner.sequences += able.length
  }
  set.nodes++
  return set
}

/** Packs a grown game into flat arrays, with the endings of each player gathered by its own last sequence. */
export const grown = (game: Growing): Pick<TreeGame, 'information' | 'players' | 'tree' | 'counts' | 'sum'> => {
  const { information, players, parent, owner, place, branch, chance, payoffs, endings, depth } = game
  const nodes = parent.length
  const ended = endings.reach.length
  const chances = owner.reduce((count, each) => count + (each === CHANCE ? 1 : 0), 0)
  return {
    information,
    players: players.map((player, index) => sequenceForm(game, player, index)),
    tree: {
      parent: Int32Array.from(parent),
      owner: Int32Array.from(owner),
      place: Int32Array.from(place),
      branch: Int32Array.from(branch),
      chance: Float64Array.from(chance),
      payoffs: Float64Array.from(payoffs),
    },
    counts: {
      nodes,
      decisions: nodes - chances - ended,
      chances,
      endings: ended,
      sets: players.reduce((count, { sets }) => count + sets.length, 0),
      depth,
    },
    sum: constantSum(payoffs, players.length),
  }
}

const constantSum = (payoffs: readonly number[], n: number): number | null => {
  let first: number | null = null
  let most = 1
  for (let at = 0; at < payoffs.length; at += n) {
    let sum = 0
    for (let i = 0; i < n; i++) {
      sum += payoffs[at + i]!
      most = Math.max(most, Math.abs(payoffs[at + i]!))
    }
    first ??= sum
    if (Math.abs(sum - first) > 1e-9 * most) return null
  }
  return first
}

const sequenceForm = (
  { players, payoffs, endings }: Growing,
  { seat, sets, sequences }: GrowingPlayer,
  index: number,
): Player => {
  const n = players.length
  const last = endings.sequences
  const sizes = players.map((player) => player.sequences)
  // Endings that no player can tell apart by its own acts count as one.
  const merged = new Map<number | string, { own: number; others: number[]; weight: number }>()
  const numbered = sizes.reduce((product, size) => product * size, 1) < Number.MAX_SAFE_INTEGER
  for (let ending = 0; ending < endings.reach.length; ending++) {
    const weight = endings.reach[ending]! * payoffs[ending * n + index]!
    if (weight === 0) continue
    const here = last.slice(ending * n, ending * n + n)
    const key = numbered ? here.reduce((code, sequence, i) => code * sizes[i]! + sequence, 0) : here.join()
    const known = merged.get(key)
    if (known) known.weight += weight
    else merged.set(key, { own: here[index]!, others: here.toSpliced(index, 1), weight })
  }
  const entries = [...merged.values()].sort((a, b) => a.own - b.own)
  const rows = new Int32Array(sequences + 1)
  for (const { own } of entries) rows[own + 1]!++
  for (let s = 0; s < sequences; s++) rows[s + 1]! += rows[s]!
  return {
    seat,
    sets: sets.map(({ role, view, acts, nodes }) => ({ role, view, acts, nodes })),
    after: Int32Array.from(sets, ({ after }) => after),
    first: Int32Array.from([...sets.map(({ first }) => first), sequences]),
    rows,
    others: Int32Array.from(entries.flatMap(({ others }) => others)),
    weights: Float64Array.from(entries, ({ weight }) => weight),
  }
}
