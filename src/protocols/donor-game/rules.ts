import { type Legal, rules, type SeatId } from 'suasion'
import { partnerOf } from './schedule.ts'
import { type DonorAct, donates, moves, params, type State, type View } from './state.ts'

const reset = (state: State): Pick<State, 'resources' | 'traces' | 'promised'> => ({
  resources: state.seats.map(() => state.settings.endowment),
  traces: state.seats.map(() => []),
  promised: state.seats.map(() => null),
})

const opened = (state: State): State => {
  const first = state.settings.talk ? 'plead' : 'donate'
  return asking({ ...state, stage: first, pleas: state.seats.map(() => null) })
}

/** Asks whoever acts in this stage: everyone plans, recipients plead and donors act; a stage in which nobody is left passes by itself. */
const asking = (state: State): State => {
  const acts = (seat: SeatId, i: number) =>
    !state.gone.includes(seat) && (state.stage === 'plan' || donates(state, i) === (state.stage === 'donate'))
  const asked = state.seats.filter(acts)
  const next = { ...state, asked, missing: 0 }
  return asked.length ? next : passed(next)
}

const passed = (state: State): State => {
  const { settings, game, round, resources } = state
  if (state.gone.length === state.seats.length) return { ...state, stage: 'over', asked: [] }
  if (state.stage === 'plan') return opened(state)
  if (state.stage === 'plead') return asking({ ...state, stage: 'donate' })
  if (round + 1 < settings.rounds) return opened({ ...state, round: round + 1 })
  const finals = [...state.finals, resources]
  if (game + 1 < settings.games) return opened({ ...state, ...reset(state), finals, game: game + 1, round: 0 })
  return { ...state, finals, stage: 'over', asked: [], round: round + 1 }
}

const planned = (state: State, acts: readonly DonorAct[]): State => {
  const plans = [...state.plans]
  for (const { seat, act } of acts) if (act.move === 'plan') plans[state.seats.indexOf(seat)] = act.text
  return passed({ ...state, plans })
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
    if (act.move === 'plead' || act.move === 'plan') continue
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

const settled = (state: State, acts: readonly DonorAct[]): State => {
  if (state.stage === 'plan') return planned(state, acts)
  return state.stage === 'plead' ? pleaded(state, acts) : donated(state, acts)
}

/**
 * The donor game of indirect reciprocity (Vallinder & Hughes 2024, arXiv 2412.10270): in each round half of the
 * players give a share of what they have to one of the other half, who gets `multiplier` times that. Every act takes
 * over the recipient's trace and adds itself, and donors see the newest entries of the trace of whom they meet.
 * One episode is one generation: the payoff is the mean of its games (the paper's rule); `generosity` reads each game,
 * so the notebook's rule, the second game alone, can be used beside it. Pleas are ours. With
 * `plan` everyone first writes its strategy, once, in private. Who does not answer moves nothing.
 */
export const donorGameRules = rules({
  name: 'donor-game',
  version: 1,
  params,
  moves,
  roles: { player: ['donate', 'punish', 'refuse', 'plead', 'plan'] },
  seats: ({ players }) =>
    Object.fromEntries(Array.from({ length: players }, (_, i) => [`player${i + 1}`, 'player' as const])),

  start: (settings, roles): State => {
    const { rounds: _r, games: _g, schedule: _s, trace: _t, ...told } = settings
    const seats = Object.keys(roles)
    const nothing = seats.map(() => null)
    const blank = {
      settings,
      told: Object.freeze(told),
      seats,
      game: 0,
      round: 0,
      stage: 'plan',
      finals: [],
    } as const
    const empty: State = {
      ...blank,
      resources: [],
      traces: [],
      pleas: [],
      promised: [],
      plans: nothing,
      asked: [],
      gone: [],
      missing: 0,
    }
    const ready = { ...empty, ...reset(empty), pleas: nothing }
    return settings.plan ? asking(ready) : opened(ready)
  },

  turn: ({ asked }) => ({ ask: asked }),

  view: (state, seat): View => {
    const { settings, told, seats, game, round, stage, resources, traces, pleas, plans } = state
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
      plan: plans[player]!,
    }
  },

  legal: ({ stage, part, told }): Legal<typeof moves> => {
    if (stage === 'plan') return { plan: {} }
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

  payoff: ({ seats, settings, game, finals, resources }) =>
    Object.fromEntries(
      seats.map((seat, i) => {
        const ended = finals.reduce((sum, end) => sum + end[i]!, finals.length > game ? 0 : resources[i]!)
        return [seat, ended / settings.games]
      }),
    ),
})
