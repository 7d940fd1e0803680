import { type Legal, rules, type SeatId } from 'suasion'
import { settled } from './settle.ts'
import { MOST_POINTS, moves, params, type State, type View } from './state.ts'

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
