import { settings } from '../core/define.ts'
import { type Branch, type Drawn, enumerate } from '../core/enumerate.ts'
import { formOf } from '../core/form.ts'
import { canonical } from '../core/json.ts'
import type { Luck } from '../core/luck.ts'
import type { AnyProtocol, Moves, SeatId } from '../core/protocol.ts'
import { actsOf, checkGrid, type Grid } from './acts.ts'
import { addNode, type Growing, grown, grownPlayer, informationSet } from './extensive/grown.ts'
import { CHANCE, ENDING, type PlainAct, type TreeGame } from './tree.ts'

export interface CompileOptions {
  readonly params?: Readonly<Record<string, unknown>>
  /** By how many evenly spaced points a continuous field is stood for, by field or `move.field`. */
  readonly grid?: Grid
  /** The most nodes the tree may have. Default 2,000,000. */
  readonly limit?: number
}

/** How far the walk has come: nodes so far, and about which share of the tree they are. */
export interface CompileProgress {
  readonly nodes: number
  readonly share: number
}

/** More decisions than this on one way, and the game is taken for one that never ends. */
const DEEPEST = 2000
const FRAMES_A_STEP = 2048

/**
 * Walks a protocol to an extensive-form game in flat arrays. Chance is every way its luck can fall, from the dealing of
 * roles on; seats asked at once decide one after another without seeing it; where anyone may speak, each is equally
 * likely to, as when minds play. An information set is the seat's role with its view where the protocol declares
 * `recall`, else with its own chain of views and acts. Throws, naming protocol and reason, where something cannot be
 * listed, no payoff is told, a view declared to recall forgets, or the tree grows over the limit.
 */
export const compile = (protocol: AnyProtocol, options: CompileOptions = {}): TreeGame => {
  const steps = compileInSteps(protocol, options)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same, giving way now and then so that the caller can show progress or stop. */
export function* compileInSteps(
  protocol: AnyProtocol,
  { params = {}, grid = {}, limit = 2_000_000 }: CompileOptions = {},
): Generator<CompileProgress, TreeGame, void> {
  const { name, version } = protocol
  if (!(limit >= 1)) throw new Error(`the limit of nodes must be at least 1, not ${limit}`)
  if (!protocol.payoff) throw new Error(`${name} tells no payoff, so there is nothing to solve for`)
  checkGrid(protocol, grid)
  const given = settings(protocol, params)
  const walk = begun(protocol, given, grid, limit)
  const { game, stack } = walk
  for (let frames = 0; stack.length; frames++) {
    const frame = stack.pop()!
    const { turn } = frame
    if (!turn) open(walk, frame)
    else if (turn.acts.length < turn.seats.length) decide(walk, frame, turn)
    else resolve(walk, frame, turn)
    if (frames % FRAMES_A_STEP === 0) yield { nodes: game.parent.length, share: walk.covered }
  }
  return { protocol: name, version, params: given, grid, ...grown(game) }
}

interface Walk {
  readonly protocol: AnyProtocol
  readonly given: Readonly<Record<string, unknown>>
  readonly grid: Grid
  readonly limit: number
  readonly seats: readonly SeatId[]
  readonly game: Growing
  readonly stack: Frame[]
  /** The share of the tree below the endings met, if every node branched alike. */
  covered: number
}

/** Who acts in a turn, and what the first of them did already. */
interface Acting {
  readonly seats: readonly SeatId[]
  readonly acts: readonly PlainAct[]
}

/** Something to go on from: a state of the rules, in the middle of a turn or before it is known whose turn it is. */
interface Frame {
  readonly parent: number
  readonly branch: number
  readonly p: number
  readonly depth: number
  /** The probability that chance leads here, over the whole way. */
  readonly reach: number
  readonly share: number
  /** By player: the last sequence. */
  readonly sequences: readonly number[]
  readonly drawn: Drawn
  readonly roles: Readonly<Record<SeatId, string>>
  readonly state: unknown
  readonly turn: Acting | null
}

const begun = (protocol: AnyProtocol, given: Walk['given'], grid: Grid, limit: number): Walk => {
  const counting = { protocol, given, limit, game: null, covered: 0 }
  const deals = chanceIn(counting, new Map(), (luck) => {
    const roles: Frame['roles'] = protocol.seats(given, luck)
    return { roles, state: protocol.start(given, roles, luck) as unknown, turn: null }
  })
  const seats = Object.keys(deals[0]!.value.roles)
  for (const { value } of deals) {
    const others = Object.keys(value.roles)
    if (others.join() !== seats.join())
      throw new Error(`${protocol.name} seats ${seats} or ${others}: to be solved, who plays must not be chance`)
  }
  const information = protocol.recall ? 'view' : 'chain'
  const walk = {
    ...counting,
    grid,
    seats,
    game: { ...grownGame(information), players: seats.map(grownPlayer) },
    stack: [],
  }
  const root = { parent: -1, branch: 0, p: 1, depth: 0, reach: 1, share: 1, sequences: seats.map(() => 0) }
  fall(walk, { ...root, drawn: new Map(), roles: {}, state: null, turn: null }, deals)
  return walk
}

const grownGame = (information: 'view' | 'chain'): Omit<Growing, 'players'> => ({
  information,
  parent: [],
  owner: [],
  place: [],
  branch: [],
  chance: [],
  payoffs: [],
  endings: { sequences: [], reach: [] },
  depth: 0,
})

/** Every way chance can fall here, with no more of them listed than the tree may have nodes. */
const chanceIn = <T>(walk: Sized, drawn: Drawn, act: (luck: Luck) => T): readonly Branch<T>[] => {
  let outcomes = 0
  let large: Error | null = null
  try {
    return enumerate((luck) => {
      if (++outcomes > walk.limit) throw (large = tooLarge(walk))
      return act(luck)
    }, drawn)
  } catch (error) {
    if (large) throw large
    throw new Error(`${walk.protocol.name} cannot be solved as it is: ${(error as Error).message}`, { cause: error })
  }
}

type Sized = Pick<Walk, 'protocol' | 'given' | 'limit' | 'covered'> & { readonly game: Growing | null }

const tooLarge = ({ protocol, given, limit, game, covered }: Sized): Error => {
  const estimate = Number(((game?.parent.length ?? 0) / covered).toPrecision(1))
  const about = covered > 0 ? `, by the part that was walked about ${counted(estimate)}` : ''
  const params = Object.entries(given).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  const fields = [...new Set(Object.values(protocol.moves as Moves).flatMap(numberFields))]
  const smaller = [
    ...(params.length ? [`smaller parameters (now ${params.join(', ')})`] : []),
    ...(fields.length ? [`a coarser grid of ${fields.join(' or ')}`] : []),
  ]
  const shrink = smaller.length ? ` What would shrink it: ${smaller.join(', or ')}.` : ''
  return new Error(
    `${protocol.name} is too large to solve: it has more than ${counted(limit)} nodes${about}.${shrink} What can be done instead: raise the limit, or play minds against each other in it.`,
  )
}

const numberFields = (schema: Moves[string]): string[] =>
  Object.entries(formOf(schema).properties ?? {}).flatMap(([field, { type }]) =>
    type === 'number' || type === 'integer' ? [field] : [],
  )

const counted = (n: number): string => (n < 1e9 ? n.toLocaleString('en') : n.toExponential(0).replace('+', ''))

const node = (walk: Walk, frame: Frame, owner: number, place: number): number => {
  const { game, limit, protocol } = walk
  if (game.parent.length >= limit) throw tooLarge(walk)
  if (frame.depth >= DEEPEST)
    throw new Error(`${protocol.name} goes on for more than ${DEEPEST} decisions: to be solved, a game must end`)
  return addNode(game, frame, owner, place)
}

/** Goes on with each way chance fell: a node of chance, unless there is one way only. */
const fall = (walk: Walk, frame: Frame, outcomes: readonly Branch<Pick<Frame, 'roles' | 'state' | 'turn'>>[]): void => {
  const [only] = outcomes
  if (outcomes.length === 1) {
    walk.stack.push({ ...frame, drawn: only!.drawn, ...only!.value })
    return
  }
  const parent = node(walk, frame, CHANCE, 0)
  const share = frame.share / outcomes.length
  for (let branch = outcomes.length - 1; branch >= 0; branch--) {
    const { p, drawn, value } = outcomes[branch]!
    const below = { parent, branch, p, depth: frame.depth + 1, reach: frame.reach * p, share, drawn }
    walk.stack.push({ ...frame, ...below, ...value })
  }
}

/** Finds out whose turn it is, or that the game is over. */
const open = (walk: Walk, frame: Frame): void => {
  const { protocol, seats, game } = walk
  const { state, roles, drawn, sequences, reach } = frame
  const { ask, until = 'all' }: { ask: readonly SeatId[]; until?: 'all' | 'any' } = protocol.turn(state)
  if (ask.length > 0) {
    const speakers = until === 'any' ? ask.map((seat) => [seat]) : [ask]
    const turns = speakers.map((seats) => ({
      p: 1 / speakers.length,
      drawn,
      value: { roles, state, turn: { seats, acts: [] } },
    }))
    fall(walk, frame, turns)
    return
  }
  const payoff = protocol.payoff!(state)
  const values = seats.map((seat) => {
    const value = payoff[seat]
    if (Number.isFinite(value)) return value!
    throw new Error(`${protocol.name} pays ${seat} ${value} at an ending, where a finite number is needed`)
  })
  node(walk, frame, ENDING, game.endings.reach.length)
  game.payoffs.push(...values)
  game.endings.sequences.push(...sequences)
  game.endings.reach.push(reach)
  walk.covered += frame.share
}

/** Lets the next seat of the turn do each of its acts; what others do in the same turn it does not see. */
const decide = (walk: Walk, frame: Frame, { seats, acts }: Acting): void => {
  const { protocol, game, grid } = walk
  const seat = seats[acts.length]!
  const player = walk.seats.indexOf(seat)
  if (player < 0) throw new Error(`${protocol.name} asks ${seat}, who has no seat; its seats are ${walk.seats}`)
  const view: unknown = protocol.view(frame.state, seat)
  const known = { role: frame.roles[seat]!, view: textOf(view, seat, walk), after: frame.sequences[player]! }
  const set = informationSet(game, player, known, () => actsOf(protocol, protocol.legal(view), grid))
  if (set.after !== known.after)
    throw new Error(
      `${protocol.name} declares recall, but the view of ${seat} forgets what it did or knew before: ${known.view} can be come to in two ways. Without recall its chain of views and acts counts`,
    )
  const parent = node(walk, frame, player, set.index)
  const share = frame.share / set.acts.length
  for (let branch = set.acts.length - 1; branch >= 0; branch--) {
    const sequences = frame.sequences.with(player, set.first + branch)
    const below = { parent, branch, p: 1, depth: frame.depth + 1, share, sequences }
    walk.stack.push({ ...frame, ...below, turn: { seats, acts: [...acts, set.acts[branch]!] } })
  }
}

const textOf = (view: unknown, seat: SeatId, { protocol }: Walk): string => {
  try {
    return canonical(view)
  } catch (error) {
    throw new Error(`${protocol.name}: the view of ${seat} is no plain data: ${(error as Error).message}`)
  }
}

/** Hands the acts of a full turn to the rules. */
const resolve = (walk: Walk, frame: Frame, { seats, acts }: Acting): void => {
  const { state, roles, drawn } = frame
  const done = seats.map((seat, i) => ({ seat, act: acts[i] as never }))
  const outcomes = chanceIn(walk, drawn, (luck) => {
    const next: unknown = walk.protocol.resolve(state, done, luck)
    return { roles, state: next, turn: null }
  })
  fall(walk, frame, outcomes)
}
