import { type Legal, rules } from 'suasion'
import { z } from 'zod'
import { moves } from './moves.ts'
import { opened, settle } from './round.ts'
import { type Role, type Stage, type State, seatsOf, type View } from './state.ts'

type Open = Legal<typeof moves>
const day = ['say', 'silent', 'predict', 'vote'] as const

/**
 * Werewolf: hidden werewolves kill by night, everybody talks and banishes by day. Seven players with a seer and a doctor
 * are the game of Xu et al. 2025 (arXiv 2502.04686). Where rules differ between groups they are parameters; the defaults
 * of those that the paper does not settle are chosen. By night everybody is asked something, so that being asked tells
 * nothing. Who leaves is out; after `rounds` rounds nobody has won.
 */
export const werewolfRules = rules({
  name: 'werewolf',
  version: 1,
  params: z.object({
    werewolves: z.int().min(1).max(6).default(2),
    seer: z.boolean().default(true),
    doctor: z.boolean().default(true),
    villagers: z.int().min(1).max(16).default(3),
    talk: z.enum(['turns', 'free', 'none']).default('turns').describe('by day: once each, freely, or not at all'),
    limit: z.int().min(1).max(60).default(12).describe('utterances of a free talk'),
    den: z.int().min(0).max(3).default(1).describe('how often each werewolf may speak to the others in a night'),
    predict: z.boolean().default(true).describe('before the vote all say in private who they think the others are'),
    reveal: z.boolean().default(false).describe('whether death shows the role'),
    ballot: z.enum(['open', 'secret']).default('open'),
    abstain: z.boolean().default(false).describe('whether one may vote for nobody'),
    tie: z.enum(['lot', 'nobody']).default('lot').describe('who goes when a vote is tied'),
    selfSave: z.boolean().default(true).describe('whether the doctor may protect itself'),
    win: z.enum(['parity', 'last']).default('parity').describe('werewolves win at parity, or with the last other dead'),
    rounds: z.int().min(1).max(50).default(30),
  }),
  moves,
  roles: {
    werewolf: [...day, 'kill'],
    seer: [...day, 'check'],
    doctor: [...day, 'save'],
    villager: [...day, 'dream'],
  },

  seats: ({ werewolves, seer, doctor, villagers }, luck) => {
    const others = villagers + Number(seer) + Number(doctor)
    if (werewolves >= others)
      throw new Error(
        `werewolf: ${werewolves} werewolves among ${others} others have won before the first night; there must be fewer`,
      )
    const deck: Role[] = [
      ...Array.from({ length: werewolves }, () => 'werewolf' as const),
      ...(seer ? (['seer'] as const) : []),
      ...(doctor ? (['doctor'] as const) : []),
      ...Array.from({ length: villagers }, () => 'villager' as const),
    ]
    const dealt = luck.of('deal').draw(deck, deck.length)
    return Object.fromEntries(dealt.map((role, i) => [`player${i + 1}`, role]))
  },

  start: (settings, roles): State => opened(settings, roles as State['roles']),
  turn: ({ asked, floor, stage }) => (stage === 'talk' && floor ? { ask: asked, until: 'any' } : { ask: asked }),

  view: (state, seat): View => {
    const { settings, stage, round, step, living, history, roles } = state
    const role = roles[seat]!
    const werewolves = role === 'werewolf' ? seatsOf(state).filter((each) => roles[each] === 'werewolf') : []
    const asked = state.asked.includes(seat)
    const secrets = state.secrets[seat]!
    return { seat, role, settings, stage, round, step, living, asked, werewolves, history, secrets }
  },

  legal: (view) => (view.asked ? open[view.stage](view) : {}),
  resolve: settle,

  absent: (state, seat, why, luck) => {
    const leaving = why === 'left' ? [...state.leaving, seat] : state.leaving
    const less = { ...state, leaving, missing: state.missing + 1 }
    // In free talk the turn closes with the first who answers or does not.
    const last = less.missing === state.asked.length || (state.stage === 'talk' && state.floor !== null)
    return last ? settle(less, [{ seat, act: { move: 'silent' } }], luck) : less
  },

  payoff: (state) => {
    const last = state.history.at(-1)
    const winner = last?.what === 'ended' ? last.winner : null
    const side = (role: Role) => (role === 'werewolf' ? 'werewolves' : 'village')
    return Object.fromEntries(seatsOf(state).map((seat) => [seat, side(state.roles[seat]!) === winner ? 1 : 0]))
  },
})

const othersOf = ({ living, seat }: View): string[] => living.filter((each) => each !== seat)
const preyOf = (view: View): string[] => othersOf(view).filter((each) => !view.werewolves.includes(each))

const speak = (view: View, room: 'village' | 'den'): Open => {
  const target = { only: [...(room === 'den' ? preyOf(view) : othersOf(view)), 'nobody'] }
  return { say: { room: { only: [room] }, target }, silent: {} }
}

/** What is open to whoever is asked, by stage. */
const open: Readonly<Record<Stage, (view: View) => Open>> = {
  den: (view) => (view.role === 'werewolf' ? speak(view, 'den') : { silent: {} }),
  night: (view) => {
    const { role, living, settings, secrets } = view
    const others = othersOf(view)
    if (role === 'werewolf') return { kill: { who: { only: preyOf(view) } } }
    if (role === 'doctor') return { save: { who: { only: settings.selfSave ? living : others } } }
    if (role === 'villager') return { dream: { who: { only: others } } }
    const fresh = others.filter((each) => !secrets.some((known) => known.what === 'checked' && known.who === each))
    return { check: { who: { only: fresh.length > 0 ? fresh : others } } }
  },
  talk: (view) => speak(view, 'village'),
  predict: (view) => {
    const { role, settings } = view
    const each = role === 'werewolf' ? preyOf(view) : othersOf(view)
    const sought = role === 'werewolf' ? Number(settings.seer) + Number(settings.doctor) : settings.werewolves
    return { predict: { hostile: { each, min: 0, max: Math.min(sought, each.length), distinct: true } } }
  },
  vote: (view) => ({ vote: { who: { only: view.settings.abstain ? [...othersOf(view), 'nobody'] : othersOf(view) } } }),
  over: () => ({}),
}
