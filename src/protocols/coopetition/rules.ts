import { type Legal, type Luck, rules } from 'suasion'
import { gammaOf } from './batch.ts'
import { configOf, seatsOf } from './config.ts'
import { buffersOf, type Outcome, outcomeOf, step } from './kernel.ts'
import { params, type Settings } from './params.ts'
import { type Invest, load, moves, plain, type State, unload, type View } from './state.ts'
import { viewOf } from './view.ts'

type InvestAct = { readonly seat: string; readonly act: Invest }

const outcomes = new Map<number, { readonly out: Outcome; readonly amounts: Float64Array }>()

/** Public reputation as it is seen: with noise where it is not fully visible. */
const seenOf = ({ visibility }: Settings, standing: readonly number[], round: number, luck: Luck): readonly number[] =>
  visibility === 1
    ? standing
    : standing.map((x, i) => Math.min(1, Math.max(0, x + luck.of('seen', round, i).normal(0, 1 - visibility))))

/** Closes a round: who did not answer invests nothing. */
const settled = (state: State, acts: readonly InvestAct[], luck: Luck): State => {
  const { settings, seats, round, total } = state
  const { config, buffers } = load(state)
  let own = outcomes.get(config.players)
  if (!own) {
    own = { out: outcomeOf(config), amounts: new Float64Array(config.players) }
    outcomes.set(config.players, own)
  }
  const { out, amounts } = own
  if (acts.length === seats.length) for (let i = 0; i < acts.length; i++) amounts[i] = acts[i]!.act.amount
  else {
    amounts.fill(0)
    for (const { seat, act } of acts) amounts[seats.indexOf(seat)] = act.amount
  }
  step(config, buffers, amounts, out)
  const earned = plain(out.rewards)
  const moved = unload(config, buffers, state)
  const shown = config.special === 'market' || config.special === 'standing'
  // One literal: an object put together by spreading takes several times as long.
  return {
    settings,
    seats,
    gamma: state.gamma,
    round: round + 1,
    trust: moved.trust,
    reputation: moved.reputation,
    loyalty: moved.loyalty,
    standing: moved.standing,
    seen: shown ? seenOf(settings, moved.standing, round + 1, luck) : state.seen,
    expelled: moved.expelled,
    agreement: moved.agreement,
    acts: state.acts.concat([plain(buffers.acts)]),
    earned: state.earned.concat([earned]),
    total: total.map((sum, i) => sum + earned[i]!),
    over: out.over,
    gone: state.gone,
    asked: seats.length - state.gone.length,
    missing: 0,
  }
}

const open = new Map<number, Legal<typeof moves>>()

/**
 * Strategic coopetition (Pant & Yu 2025-2026, TR-1 to TR-4; Coopetition-Gym v1): partners who need each other and
 * compete invest in rounds. All twenty environments are one family, by their published parameters; any number can be
 * set in place of its own. The kernel does the arithmetic, in doubles unless `precision` says otherwise. An act is
 * any number from 0 to the seat's endowment; who does not answer invests nothing.
 */
export const coopetitionRules = rules({
  name: 'coopetition',
  version: 1,
  params,
  moves,
  roles: { agent: ['invest'] },
  seats: (settings) => Object.fromEntries(seatsOf(settings).map((seat) => [seat, 'agent' as const])),

  start: (settings, roles, luck): State => {
    const config = configOf(settings)
    const gamma = gammaOf(config.gamma, luck.of('complementarity'))
    const moved = unload(config, buffersOf(config, gamma), null)
    const seats = Object.keys(roles)
    return {
      ...{ settings, seats, gamma, round: 0, ...moved, seen: seenOf(settings, moved.standing, 0, luck) },
      ...{ acts: [], earned: [], total: new Array(seats.length).fill(0), over: false },
      ...{ gone: [], asked: seats.length, missing: 0 },
    }
  },

  turn: ({ over, seats, gone }) => ({
    ask: over ? [] : gone.length === 0 ? seats : seats.filter((seat) => !gone.includes(seat)),
  }),

  view: viewOf,

  legal: ({ endowment }: View): Legal<typeof moves> => {
    let legal = open.get(endowment)
    if (!legal) {
      legal = { invest: { amount: { min: 0, max: endowment } } }
      open.set(endowment, legal)
    }
    return legal
  },

  resolve: settled,

  absent: (state, seat, why, luck) => {
    const gone = why === 'left' ? [...state.gone, seat] : state.gone
    const less = { ...state, gone, missing: state.missing + 1 }
    return less.missing === less.asked ? settled(less, [], luck) : less
  },

  payoff: ({ seats, total }) => Object.fromEntries(seats.map((seat, i) => [seat, total[i]!])),
})
