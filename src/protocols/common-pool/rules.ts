import { type Legal, rules, type SeatId } from 'suasion'
import { settled } from './round.ts'
import { moves, params, type State, type View } from './state.ts'

const harvests: Legal<typeof moves> = { harvest: {} }
const blind: Legal<typeof moves> = { harvest: { watch: { only: [false] } } }

/**
 * A common-pool resource with social learning and norm-based punishment (Gupta et al. 2025, arXiv 2510.14401). Each round
 * all harvest alpha x effort x stock; who watched a member may fine it; a norm is chosen; what is left grows by
 * r S (1 - S / K); each is shown one other to learn from. The growth law and every constant are chosen: the paper's
 * are not available. The episode ends when the stock falls below viability. Who does not answer takes nothing.
 */
export const commonPoolRules = rules({
  name: 'common-pool',
  version: 1,
  params,
  moves,
  roles: { member: ['harvest', 'fine', 'propose', 'vote'] },
  seats: ({ members }) =>
    Object.fromEntries(Array.from({ length: members }, (_, i) => [`member${i + 1}`, 'member' as const])),

  start: ({ growth, rounds, start, ...settings }, roles): State => {
    const seats = Object.keys(roles)
    const zeros = seats.map(() => 0)
    const stock = start * settings.capacity
    if (stock < settings.viability)
      throw new Error(
        `common-pool: the stock at first, ${stock}, is below viability ${settings.viability}: raise start or capacity`,
      )
    return {
      game: { ...settings, stage: 'harvest', round: 0, stock, norm: null, proposals: [], history: [] },
      hidden: { growth, rounds },
      seats,
      gone: [],
      asked: seats,
      missing: 0,
      earnings: zeros,
      standings: zeros,
      payoffs: zeros,
      left: stock,
      now: seats.map(() => null),
      past: seats.map(() => []),
      norms: seats.map(() => null),
    }
  },

  turn: ({ asked }) => ({ ask: asked }),

  view: ({ game, seats, earnings, standings, now, past }, seat): View => {
    const i = seats.indexOf(seat)
    return { seat, game, earned: earnings[i]!, standing: standings[i]!, now: now[i]!, past: past[i]! }
  },

  legal: ({ game: { stage, monitoring, proposals }, now }): Legal<typeof moves> => {
    if (stage === 'harvest') return monitoring ? harvests : blind
    if (stage === 'fine') return now?.watched ? { fine: {} } : {}
    if (stage === 'propose') return { propose: {} }
    return stage === 'vote' ? { vote: { norm: { only: proposals } } } : {}
  },

  resolve: settled,

  absent: (state, seat, why, luck) => {
    const gone = why === 'left' ? [...state.gone, seat] : state.gone
    const less = { ...state, gone, missing: state.missing + 1 }
    return less.missing === less.asked.length ? settled(less, [], luck) : less
  },

  payoff: ({ seats, earnings }) => Object.fromEntries(seats.map((seat: SeatId, i) => [seat, earnings[i]!])),
})
