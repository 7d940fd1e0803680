import { type Act, type Legal, rules, type SeatId } from 'suasion'
import { z } from 'zod'
import { firstHalfDonates, partnerOf } from './schedule.ts'

const params = z.object({
  players: z.int().min(4).max(200).multipleOf(2).default(12),
  rounds: z.int().min(1).max(100).default(12).describe('of one game; the players are not told'),
  endowment: z.number().positive().max(1e6).default(10),
  multiplier: z.number().positive().max(10).default(2).describe('what a donated unit becomes for who gets it'),
  schedule: z.enum(['strict', 'released']).default('strict').describe('who donates when: the paper, or its notebook'),
  trace: z.int().min(0).max(3).default(3).describe('how many past acts the donor sees'),
  punishment: z.boolean().default(false).describe('a donor may spend its own to destroy twice as much of the other'),
  refusal: z.boolean().default(false).describe('a donor may refuse to play with the other'),
  talk: z.boolean().default(false).describe('before each donation the recipient may say what it promises to give'),
  games: z.int().min(1).max(2).default(2).describe('the second reverses all roles, with fresh endowments and traces'),
  generation: z.int().min(1).default(1),
})

const share = z.number().min(0).max(1)
const moves = {
  donate: z.object({ share: share.describe('of what the donor has, from 0 to 1') }),
  punish: z.object({ share: share.describe('of what the donor has, spent on punishing, from 0 to 1') }),
  refuse: z.object({}),
  plead: z.object({ promise: share.describe('what it says it will give as a donor'), text: z.string().max(400) }),
}

/** One past act as a trace tells it. */
export interface Deed {
  readonly by: SeatId
  readonly to: SeatId
  readonly did: 'donate' | 'punish' | 'refuse'
  /** Donated or spent, of what it had; 1 for a donation by somebody who had nothing. */
  readonly share: number
  /** What it had last promised, when talk is on. */
  readonly promised: number | null
}

/** What is said before a donation; it binds nobody. */
export interface Plea {
  readonly promise: number
  readonly text: string
}

/** The settings that everybody is told: all but the number of rounds and games. */
type Told = Omit<z.output<typeof params>, 'rounds' | 'games' | 'schedule' | 'trace'>

/** What one player knows: a donor sees the partner's trace, and nobody sees beyond the encounter. */
export interface View {
  readonly seat: SeatId
  readonly told: Told
  /** From 0. */
  readonly game: number
  readonly round: number
  readonly stage: 'plead' | 'donate' | 'over'
  readonly part: 'donor' | 'recipient'
  readonly own: number
  readonly partner: SeatId
  readonly theirs: number
  /** The newest first: what the partner did, then what the one it did it to had done before, and so on. */
  readonly trace: readonly Deed[]
  readonly plea: Plea | null
}

interface State {
  readonly settings: z.output<typeof params>
  readonly told: Told
  readonly seats: readonly SeatId[]
  readonly game: number
  readonly round: number
  readonly stage: 'plead' | 'donate' | 'over'
  readonly resources: readonly number[]
  /** What each had at the end of each game. */
  readonly finals: readonly (readonly number[])[]
  readonly traces: readonly (readonly Deed[])[]
  readonly pleas: readonly (Plea | null)[]
  readonly promised: readonly (number | null)[]
  readonly asked: readonly SeatId[]
  readonly gone: readonly SeatId[]
  readonly missing: number
}
type DonorAct = { readonly seat: SeatId; readonly act: Act<typeof moves> }

/** Whether a player (from 0) is a donor in this round. */
export const donates = (
  { settings, round, game }: Pick<State, 'settings' | 'round' | 'game'>,
  player: number,
): boolean => firstHalfDonates(settings.schedule, settings.players, round, game) === player < settings.players / 2

const reset = (state: State): Pick<State, 'resources' | 'traces' | 'promised'> => ({
  resources: state.seats.map(() => state.settings.endowment),
  traces: state.seats.map(() => []),
  promised: state.seats.map(() => null),
})

const opened = (state: State): State => {
  const first = state.settings.talk ? 'plead' : 'donate'
  return asking({ ...state, stage: first, pleas: state.seats.map(() => null) })
}

/** Asks whoever acts in this stage; a stage in which nobody is left passes by itself. */
const asking = (state: State): State => {
  const acts = (seat: SeatId, i: number) =>
    !state.gone.includes(seat) && donates(state, i) === (state.stage === 'donate')
  const asked = state.seats.filter(acts)
  const next = { ...state, asked, missing: 0 }
  return asked.length ? next : passed(next)
}

const passed = (state: State): State => {
  const { settings, game, round, resources } = state
  if (state.gone.length === state.seats.length) return { ...state, stage: 'over', asked: [] }
  if (state.stage === 'plead') return asking({ ...state, stage: 'donate' })
  if (round + 1 < settings.rounds) return opened({ ...state, round: round + 1 })
  const finals = [...state.finals, resources]
  if (game + 1 < settings.games) return opened({ ...state, ...reset(state), finals, game: game + 1, round: 0 })
  return { ...state, finals, stage: 'over', asked: [], round: round + 1 }
}

const pleaded = (state: State, acts: readonly DonorAct[]): State => {
  const pleas = [...state.pleas]
  const promised = [...state.promised]
  for (const { seat, act } of acts) {
    if (act.move !== 'plead') continue
    const player = state.seats.indexOf(seat)
    pleas[player] = { promise: act.promise, text: act.text }
    promised[player] = act.promise
  }
  return passed({ ...state, pleas, promised })
}

const donated = (state: State, acts: readonly DonorAct[]): State => {
  const { settings, seats, round } = state
  const resources = [...state.resources]
  const traces = [...state.traces]
  const promised = [...state.promised]
  for (const { seat, act } of acts) {
    if (act.move === 'plead') continue
    const donor = seats.indexOf(seat)
    const recipient = partnerOf(settings.players, round, donor)
    const own = resources[donor]!
    const spent = act.move === 'refuse' ? 0 : act.share * own
    resources[donor] = own - spent
    if (act.move === 'donate') resources[recipient]! += settings.multiplier * spent
    else resources[recipient] = Math.max(0, resources[recipient]! - 2 * spent)
    const given = act.move === 'refuse' ? 0 : act.move === 'donate' && own === 0 ? 1 : act.share
    const deed = { by: seat, to: seats[recipient]!, did: act.move, share: given, promised: promised[donor]! }
    promised[donor] = null
    traces[donor] = [deed, ...traces[recipient]!].slice(0, settings.trace)
  }
  return passed({ ...state, resources, traces, promised })
}

const settled = (state: State, acts: readonly DonorAct[]): State =>
  state.stage === 'plead' ? pleaded(state, acts) : donated(state, acts)

/**
 * The donor game of indirect reciprocity (Vallinder & Hughes 2024, arXiv 2412.10270): in each round half of the
 * players give a share of what they have to one of the other half, who gets `multiplier` times that. Every act takes
 * over the recipient's trace and adds itself, and donors see the newest entries of the trace of whom they meet.
 * One episode is one generation: the payoff is the mean of its games (the paper's rule); `generosity` reads each game,
 * so the notebook's rule, the second game alone, can be used beside it. Pleas are ours. Who does not answer moves nothing.
 */
export const donorGameRules = rules({
  name: 'donor-game',
  version: 1,
  params,
  moves,
  roles: { player: ['donate', 'punish', 'refuse', 'plead'] },
  seats: ({ players }) =>
    Object.fromEntries(Array.from({ length: players }, (_, i) => [`player${i + 1}`, 'player' as const])),

  start: (settings, roles): State => {
    const { rounds: _r, games: _g, schedule: _s, trace: _t, ...told } = settings
    const seats = Object.keys(roles)
    const blank = {
      settings,
      told: Object.freeze(told),
      seats,
      game: 0,
      round: 0,
      stage: 'donate',
      finals: [],
    } as const
    const empty: State = {
      ...blank,
      resources: [],
      traces: [],
      pleas: [],
      promised: [],
      asked: [],
      gone: [],
      missing: 0,
    }
    return opened({ ...empty, ...reset(empty) })
  },

  turn: ({ asked }) => ({ ask: asked }),

  view: (state, seat): View => {
    const { settings, told, seats, game, round, stage, resources, traces, pleas } = state
    const player = seats.indexOf(seat)
    const partner = partnerOf(settings.players, round, player)
    const donor = donates(state, player)
    return {
      ...{ seat, told, game, round, stage, part: donor ? 'donor' : 'recipient' },
      own: resources[player]!,
      partner: seats[partner]!,
      theirs: resources[partner]!,
      trace: donor ? traces[partner]! : [],
      plea: donor ? pleas[partner]! : pleas[player]!,
    }
  },

  legal: ({ stage, part, told }): Legal<typeof moves> => {
    if (stage === 'plead' && part === 'recipient') return { plead: {} }
    if (stage !== 'donate' || part !== 'donor') return {}
    return { donate: {}, ...(told.punishment && { punish: {} }), ...(told.refusal && { refuse: {} }) }
  },

  resolve: settled,

  absent: (state, seat, why) => {
    const gone = why === 'left' ? [...state.gone, seat] : state.gone
    const less = { ...state, gone, missing: state.missing + 1 }
    return less.missing === less.asked.length ? settled(less, []) : less
  },

  payoff: ({ seats, settings, stage, finals, resources }) =>
    Object.fromEntries(
      seats.map((seat, i) => {
        const ended = finals.reduce((sum, game) => sum + game[i]!, stage === 'over' ? 0 : resources[i]!)
        return [seat, ended / settings.games]
      }),
    ),
})
