import { type Legal, rules } from 'suasion'
import { z } from 'zod'
import { moves } from './moves.ts'
import { opened, settle } from './round.ts'
import { type Role, type State, seatsOf, type View } from './state.ts'

/**
 * The Traitors: faithful and hidden traitors talk, banish one of them by open vote, and the traitors murder one of the
 * faithful in the night. Source: Curvo 2025, arXiv 2505.12923, with its order of things: plurality whose ties go to the
 * first to reach the most, self-votes allowed, the role of the banished shown, and the win tested only after the night.
 * Ours: at night the faithful are asked too, so that being asked tells nothing; who leaves is out, with the role shown;
 * after `rounds` rounds nobody has won.
 */
export const traitorsRules = rules({
  name: 'traitors',
  version: 1,
  params: z.object({
    players: z.int().min(3).max(24).default(10),
    traitors: z.int().min(1).max(8).default(3),
    talk: z.boolean().default(true).describe('whether anybody may say anything, by day or by night'),
    exchanges: z.int().min(0).max(5).default(2).describe('how often each traitor speaks in the meeting of a night'),
    rounds: z.int().min(1).max(50).default(30),
  }),
  moves,
  roles: { traitor: ['speak', 'vote', 'confer', 'murder'], faithful: ['speak', 'vote', 'wait', 'suspect'] },

  seats: ({ players, traitors }, luck) => {
    if (2 * traitors >= players)
      throw new Error(
        `traitors: ${traitors} of ${players} players are not fewer than the faithful; at most ${Math.ceil(players / 2) - 1} can be traitors`,
      )
    const seats = Array.from({ length: players }, (_, i) => `player${i + 1}`)
    const drawn = luck.of('traitors').draw(seats, traitors)
    const role = (seat: string): Role => (drawn.includes(seat) ? 'traitor' : 'faithful')
    return Object.fromEntries(seats.map((seat) => [seat, role(seat)]))
  },

  start: (settings, roles): State => opened(settings, roles as State['roles']),
  turn: ({ asked }) => ({ ask: asked }),

  view: (state, seat): View => {
    const { settings, stage, round, step, living, history, roles } = state
    const role = roles[seat]!
    const traitors = role === 'traitor' ? seatsOf(state).filter((each) => roles[each] === 'traitor') : []
    const asked = state.asked.includes(seat)
    const secrets = state.secrets[seat]!
    return { seat, role, settings, stage, round, step, living, asked, traitors, history, secrets }
  },

  legal: ({ seat, stage, asked, living, role, traitors }): Legal<typeof moves> => {
    if (!asked) return {}
    const others = living.filter((each) => each !== seat)
    const prey = others.filter((each) => !traitors.includes(each))
    if (stage === 'vote') return { vote: { who: { only: living } } }
    if (stage === 'meeting') return role === 'traitor' ? { confer: { who: { only: prey } } } : { wait: {} }
    if (stage === 'murder')
      return role === 'traitor' ? { murder: { who: { only: prey } } } : { suspect: { who: { only: others } } }
    return { speak: { accuse: { only: [...others, 'nobody'] } } }
  },

  resolve: settle,

  absent: (state, seat, why) => {
    const leaving = why === 'left' ? [...state.leaving, seat] : state.leaving
    const less = { ...state, leaving, missing: state.missing + 1 }
    return less.missing === state.asked.length ? settle(less, []) : less
  },

  payoff: (state) => {
    const last = state.history.at(-1)
    const winner = last?.what === 'ended' ? last.winner : null
    return Object.fromEntries(seatsOf(state).map((seat) => [seat, state.roles[seat] === winner ? 1 : 0]))
  },
})
