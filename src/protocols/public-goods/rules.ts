import { type Legal, rules, type SeatId } from 'suasion'
import { circle } from './circle.ts'
import { settled } from './settle.ts'
import { MOST_POINTS, moves, params, type State, type View } from './state.ts'

let last: { readonly contribute: { readonly amount: { readonly min: 0; readonly max: number } } } | null = null

/** What may be contributed; made once while the endowment is the same. */
const openUpTo = (endowment: number): Legal<typeof moves> => {
  if (last?.contribute.amount.max === endowment) return last
  last = { contribute: { amount: { min: 0, max: endowment } } }
  return last
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

  view: ({ game, earnings, places, received, given }, seat): View => {
    const i = circle(game.players).index.get(seat)!
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

  payoff: ({ game, earnings }) => {
    const payoff: Record<SeatId, number> = {}
    for (const [seat, i] of circle(game.players).index) payoff[seat] = earnings[i]!
    return payoff
  },
})
