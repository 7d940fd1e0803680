import { type Legal, openFloor, rules, type SeatId, type Talk, talked, type Utterance } from 'suasion'
import { z } from 'zod'

export const moves = {
  say: z.object({ text: z.string().min(1).describe('what is said, to everybody') }),
  silent: z.object({}),
}

/** Who spoke in free talk of everybody with everybody. */
export interface State {
  readonly order: 'any' | 'round'
  readonly longest: number
  readonly talk: Talk
  /** Who acted last; null before the first act. */
  readonly last: SeatId | null
}

/** What a speaker knows: what was said, and who has nothing to add. How long it may go on, nobody is told. */
export interface View {
  readonly seat: SeatId
  readonly others: readonly SeatId[]
  readonly order: State['order']
  readonly longest: number
  readonly said: readonly Utterance[]
  readonly silent: readonly SeatId[]
  readonly gone: readonly SeatId[]
  readonly last: SeatId | null
}

const ROOM = 'everybody'

/** Who speaks after the last in the order of the seats; nobody once all have nothing to add. */
const next = ({ talk, last }: State): SeatId[] => {
  const seats = talk.rooms[ROOM]!
  const from = last === null ? 0 : seats.indexOf(last) + 1
  const line = [...seats.slice(from), ...seats.slice(0, from)]
  const open = line.find((seat) => !talk.silent.includes(seat) && !talk.gone.includes(seat))
  return open === undefined ? [] : [open]
}

const open = ({ talk }: State): SeatId[] =>
  talk.rooms[ROOM]!.filter((seat) => !talk.silent.includes(seat) && !talk.gone.includes(seat))

/**
 * Talk of any number of people with nothing in it but text: everybody hears everything, and whoever has nothing to add
 * is asked again when somebody has spoken. It is over when nobody has more to say, or after `length` contributions.
 */
export const conversationRules = rules({
  name: 'conversation',
  version: 1,
  params: z.object({
    speakers: z.int().min(1).max(1000).default(2),
    order: z.enum(['any', 'round']).default('round').describe('any: whoever has something to say; round: in turn'),
    length: z.int().min(1).max(100_000).default(8).describe('contributions after which it is over'),
    longest: z.int().min(1).max(1_000_000).default(600).describe('characters of one contribution'),
  }),
  moves,
  roles: { speaker: ['say', 'silent'] },
  seats: ({ speakers }) =>
    Object.fromEntries(Array.from({ length: speakers }, (_, i) => [`speaker${i + 1}`, 'speaker' as const])),
  start: ({ order, length, longest }, roles): State => ({
    order,
    longest,
    talk: openFloor({ [ROOM]: Object.keys(roles) }, length),
    last: null,
  }),
  turn: (state) => {
    if (state.talk.said.length >= state.talk.limit) return { ask: [] }
    return state.order === 'round' ? { ask: next(state) } : { ask: open(state), until: 'any' }
  },
  view: ({ order, longest, talk, last }, seat): View => ({
    seat,
    others: talk.rooms[ROOM]!.filter((each) => each !== seat),
    order,
    longest,
    said: talk.said,
    silent: talk.silent,
    gone: talk.gone,
    last,
  }),
  legal: ({ longest }): Legal<typeof moves> => ({ say: { text: { max: longest } }, silent: {} }),
  resolve: (state, [first]) => {
    const { seat, act } = first!
    const did = act.move === 'say' ? { ...act, room: ROOM } : act
    return { ...state, talk: talked(state.talk, seat, did), last: seat }
  },
  absent: (state, seat, why) => {
    const { talk } = state
    if (why === 'left') return { ...state, talk: { ...talk, gone: [...talk.gone, seat] }, last: seat }
    return { ...state, talk: talked(talk, seat, { move: 'silent' }), last: seat }
  },
})
