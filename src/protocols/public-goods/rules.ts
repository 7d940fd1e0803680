import { type Act, type Legal, type Luck, rules, type SeatId } from 'suasion'
import { z } from 'zod'
import { type GoodsBuffers, goodsBuffers, listOf, punish, step } from './kernel.ts'

const params = z.object({
  players: z.int().min(2).max(1000).default(4).describe('how many share the good'),
  rounds: z.int().min(1).max(1000).default(10),
  endowment: z.number().positive().max(1e6).default(20).describe('tokens each gets every round'),
  multiplier: z.number().positive().max(1e3).default(1.6).describe('what a contributed token grows to'),
  punishment: z.boolean().default(false).describe('after contributing, members may fine each other'),
  cost: z.number().min(0).max(1e3).default(1).describe('what a point costs who gives it'),
  fine: z.number().min(0).max(1e3).default(3).describe('what a point costs who gets it'),
  anonymous: z.boolean().default(false).describe('contributions are shown in an order drawn anew each round, no names'),
})

const moves = {
  contribute: z.object({ amount: z.number().describe('tokens put into the common account') }),
  punish: z.object({ points: z.array(z.int()).describe('points for each of the others, in the order shown') }),
}

/** The most points one member may give another in a round (Fehr & Gaechter 2000, 2002). */
export const MOST_POINTS = 10

/** One round as everyone saw it: contributions by place, and their sum. */
export interface Round {
  readonly contributions: readonly number[]
  readonly total: number
}

/** What all members know: one object, shared by all views of a turn. */
export interface Game extends z.output<typeof params> {
  readonly stage: 'contribute' | 'punish' | 'over'
  /** From 0. */
  readonly round: number
  readonly history: readonly Round[]
}

/** What one member knows. */
export interface View {
  readonly seat: SeatId
  readonly game: Game
  /** Its place in the last round's contributions. */
  readonly place: number
  /** Its place in each round, where places change because nobody is named; else null. */
  readonly places: readonly number[] | null
  readonly earned: number
  /** Points it received and gave, by round. */
  readonly received: readonly number[]
  readonly given: readonly number[]
}

interface State {
  readonly game: Game
  readonly index: Readonly<Record<SeatId, number>>
  /** Who is still here. */
  readonly present: readonly SeatId[]
  /** How many were asked this turn, and how many of them did not answer. */
  readonly asked: number
  readonly missing: number
  readonly earnings: readonly number[]
  /** By seat and round; null where places are seats. */
  readonly places: readonly (readonly number[])[] | null
  readonly received: readonly (readonly number[])[]
  readonly given: readonly (readonly number[])[]
}

type GoodsAct = { readonly seat: SeatId; readonly act: Act<typeof moves> }

const added = (lists: readonly (readonly number[])[], values: ArrayLike<number>) =>
  lists.map((list, i) => [...list, values[i]!])

const turned = (state: State, game: Game): State => ({
  ...state,
  game: state.present.length ? game : { ...game, stage: 'over' as const },
  asked: state.present.length,
  missing: 0,
})

const after = ({ round, rounds }: Game): Pick<Game, 'round' | 'stage'> => ({
  round: round + 1,
  stage: round + 1 < rounds ? 'contribute' : 'over',
})

/** Work space by number of players, filled anew at each use: small typed arrays cost more to make than to fill. */
const spaces = new Map<number, { buffers: GoodsBuffers; given: Float64Array; out: Float64Array }>()
const spaceFor = (players: number) => {
  const known = spaces.get(players)
  if (known) return known
  const made = { buffers: goodsBuffers(players), given: new Float64Array(players), out: new Float64Array(players) }
  spaces.set(players, made)
  return made
}

const contributed = (state: State, acts: readonly GoodsAct[], luck: Luck): State => {
  const { game, index } = state
  const { players } = game
  const { buffers, given, out } = spaceFor(players)
  const whole = acts.length === players
  if (!whole) given.fill(0)
  for (let i = 0; i < acts.length; i++) {
    const { seat, act } = acts[i]!
    given[whole ? i : index[seat]!] = (act as Extract<typeof act, { move: 'contribute' }>).amount
  }
  for (let i = 0; i < players; i++) buffers.earnings[i] = state.earnings[i]!
  step(game, buffers, given, out)
  const order = game.anonymous ? luck.of('order', game.round).draw([...given.keys()], players) : null
  const place = new Array<number>(order ? players : 0)
  if (order) for (let at = 0; at < players; at++) place[order[at]!] = at
  const contributions = order ? order.map((seat) => given[seat]!) : listOf(given)
  const history = [...game.history, { contributions, total: buffers.totals[0]! }]
  const next = game.punishment ? { round: game.round, stage: 'punish' as const } : after(game)
  const earnings = listOf(buffers.earnings)
  const places = state.places && added(state.places, place)
  return turned({ ...state, earnings, places }, { ...game, ...next, history })
}

const punished = (state: State, acts: readonly GoodsAct[]): State => {
  const { game, index, places } = state
  const { players } = game
  const placeOf = (seat: number): number => (places ? places[seat]!.at(-1)! : seat)
  const seatAt = new Array<number>(players)
  for (let seat = 0; seat < players; seat++) seatAt[placeOf(seat)] = seat
  const points = new Float64Array(players * players)
  const given = new Float64Array(players)
  const received = new Float64Array(players)
  for (const { seat, act } of acts) {
    const giver = index[seat]!
    const own = placeOf(giver)
    ;(act as Extract<typeof act, { move: 'punish' }>).points.forEach((n, k) => {
      const taker = seatAt[k < own ? k : k + 1]!
      points[giver * players + taker] = n
      given[giver]! += n
      received[taker]! += n
    })
  }
  const buffers = goodsBuffers(players)
  for (let i = 0; i < players; i++) buffers.earnings[i] = state.earnings[i]!
  punish(game, buffers, points, new Float64Array(players))
  const counted = { given: added(state.given, given), received: added(state.received, received) }
  return turned({ ...state, ...counted, earnings: listOf(buffers.earnings) }, { ...game, ...after(game) })
}

const settled = (state: State, acts: readonly GoodsAct[], luck: Luck): State =>
  state.game.stage === 'punish' ? punished(state, acts) : contributed(state, acts, luck)

const upTo = new Map<number, Legal<typeof moves>>()
const openUpTo = (endowment: number): Legal<typeof moves> => {
  const known = upTo.get(endowment)
  if (known) return known
  const made = { contribute: { amount: { min: 0, max: endowment } } }
  upTo.set(endowment, made)
  return made
}

/** The seats and their numbers, made once for each number of players. */
const circles = new Map<
  number,
  { seats: Readonly<Record<SeatId, 'player'>>; index: Readonly<Record<SeatId, number>> }
>()
const circle = (players: number) => {
  const known = circles.get(players)
  if (known) return known
  const names = Array.from({ length: players }, (_, i) => `player${i + 1}`)
  const made = {
    seats: Object.freeze(Object.fromEntries(names.map((name) => [name, 'player' as const]))),
    index: Object.freeze(Object.fromEntries(names.map((name, i) => [name, i]))),
  }
  circles.set(players, made)
  return made
}

/**
 * The linear public goods game: all contribute at once, and the sum, multiplied, is split equally over all.
 * With punishment, each may then lower the others' earnings at a cost. Defaults: four members, 20 tokens and a return
 * of .4 per token (Fehr & Gaechter 2000, American Economic Review 90, 980-994); a point costs 1 and fines 3
 * (Fehr & Gaechter 2002, Nature 415, 137-140), and earnings may fall below zero. Who does not answer puts in nothing.
 */
export const publicGoodsRules = rules({
  name: 'public-goods',
  version: 1,
  params,
  moves,
  roles: { player: ['contribute', 'punish'] },
  seats: ({ players }) => circle(players).seats,

  start: (settings, roles): State => {
    const present = Object.keys(roles)
    const none = present.map(() => [])
    return {
      game: { ...settings, stage: 'contribute' as const, round: 0, history: [] },
      index: circle(settings.players).index,
      present,
      asked: present.length,
      missing: 0,
      earnings: present.map(() => 0),
      places: settings.anonymous ? none : null,
      received: none,
      given: none,
    }
  },

  turn: ({ game, present }) => ({ ask: game.stage === 'over' ? [] : present }),

  view: ({ game, index, earnings, places, received, given }, seat): View => {
    const i = index[seat]!
    const own = places ? places[i]! : null
    return {
      seat,
      game,
      place: own ? (own.at(-1) ?? 0) : i,
      places: own,
      earned: earnings[i]!,
      received: received[i]!,
      given: given[i]!,
    }
  },

  legal: ({ game: { stage, endowment, players } }): Legal<typeof moves> => {
    if (stage === 'contribute') return openUpTo(endowment)
    if (stage === 'over') return {}
    const each = Array.from({ length: MOST_POINTS + 1 }, (_, n) => n)
    return { punish: { points: { min: players - 1, max: players - 1, each } } }
  },

  resolve: settled,

  absent: (state, seat, why, luck) => {
    const present = why === 'left' ? state.present.filter((other) => other !== seat) : state.present
    const less = { ...state, present, missing: state.missing + 1 }
    return less.missing === less.asked ? settled(less, [], luck) : less
  },

  payoff: ({ index, earnings }) => {
    const payoff: Record<SeatId, number> = {}
    for (const seat in index) payoff[seat] = earnings[index[seat]!]!
    return payoff
  },
})
