import { type Legal, rules } from 'suasion'
import { commitments, nameOf, type Option, opposite, optionsOf, type Said, type Seat, statuses } from './dialogue.ts'
import { moves, params, type State, type View } from './state.ts'
import { type Argument, dealPool, dealTheory, denial, TOPIC } from './theory.ts'

const able = ['claim', 'why', 'since', 'concede', 'retract', 'pass'] as const

/** The arguments a side came with, and those the other has used. */
const knownTo = ({ pool, holds, dialogue }: State, seat: Seat): readonly Argument[] => {
  const heard = new Set(dialogue.map(({ argument }) => argument?.name))
  return pool.filter(({ name }) => holds[seat].includes(name) || heard.has(name))
}

const optionsFor = (state: State, seat: Seat): readonly Option[] =>
  state.end !== null || state.to !== seat
    ? []
    : optionsOf(state.dialogue, seat, knownTo(state, seat), state.settings.turns === 'strict')

/** Who speaks next: in a strict dialogue whoever the status of the first move does not suit, else the other. */
const nextOf = ({ settings, to }: State, dialogue: readonly Said[]): Seat => {
  if (settings.turns === 'liberal') return opposite[to]
  return statuses(dialogue)[0] === 'in' ? 'opponent' : 'proponent'
}

/**
 * Who passes in a strict dialogue has given up; before the claim, and in a liberal one, the turn goes over, and two
 * passes end it.
 */
const passed = (state: State): State => {
  const passes = state.passes + 1
  if (state.settings.turns === 'strict' && state.dialogue.length > 0) return { ...state, passes, end: 'given up' }
  return { ...state, passes, to: opposite[state.to], end: passes >= 2 ? 'silence' : null }
}

/**
 * A persuasion dialogue with commitment stores: the proponent claims the topic, and each further move replies to one of
 * the other side: why, since, concede or retract. The proponent wins if in the end its claim is in. Arguments are known
 * privately until they are used; nobody may commit to a proposition and its denial. The winner is paid 1; without a
 * claim nobody is. Source: Prakken 2005, "Coherence and flexibility in dialogue games for argumentation" (the liberal
 * and the relevant protocol), with his status of moves; theories, and that no side asks or argues the same twice in one
 * line, are chosen.
 */
export const dialogueGameRules = rules({
  name: 'dialogue-game',
  version: 1,
  params,
  moves,
  roles: { proponent: able, opponent: able },
  seats: () => ({ proponent: 'proponent', opponent: 'opponent' }) as const,

  start: (settings, _roles, luck): State => {
    const pool = dealPool(settings.depth, luck.of('pool'))
    const holds = {
      proponent: dealTheory(pool, TOPIC, settings.share, luck.of('proponent')),
      opponent: dealTheory(pool, denial(TOPIC), settings.share, luck.of('opponent')),
    }
    return { settings, pool, holds, dialogue: [], to: 'proponent', passes: 0, end: null }
  },

  turn: ({ end, to }) => ({ ask: end === null ? [to] : [] }),

  view: (state, seat): View => {
    const { dialogue, to, settings, end } = state
    const own = seat as Seat
    return {
      seat: own,
      known: knownTo(state, own),
      dialogue,
      commitments: {
        proponent: [...commitments(dialogue, 'proponent')],
        opponent: [...commitments(dialogue, 'opponent')],
      },
      status: statuses(dialogue)[0] ?? null,
      to,
      options: optionsFor(state, own),
      turns: settings.turns,
      limit: settings.limit,
      end,
    }
  },

  legal: ({ options, to, seat, end }): Legal<typeof moves> => {
    if (end !== null || to !== seat) return {}
    const open: Record<string, { readonly on: { readonly only: readonly string[] } }> = {}
    for (const option of options) {
      const { only } = open[option.kind]?.on ?? { only: [] }
      open[option.kind] = { on: { only: [...only, nameOf(option)] } }
    }
    return { ...open, pass: {} }
  },

  resolve: (state, acts): State => {
    const { seat, act } = acts[0]!
    if (act.move === 'pass') return passed(state)
    const option = optionsFor(state, seat as Seat).find((each) => each.kind === act.move && nameOf(each) === act.on)!
    const dialogue = [...state.dialogue, { by: seat as Seat, ...option, text: act.text }]
    const end = dialogue.length >= state.settings.limit ? 'limit' : null
    return { ...state, dialogue, to: nextOf(state, dialogue), passes: 0, end }
  },

  absent: (state, _seat, why): State => (why === 'left' ? { ...state, end: 'absence' } : passed(state)),

  payoff: ({ dialogue, end }) => {
    if (end === null || dialogue.length === 0) return { proponent: 0, opponent: 0 }
    const won = statuses(dialogue)[0] === 'in'
    return { proponent: won ? 1 : 0, opponent: won ? 0 : 1 }
  },
})
