import { type Act, type Legal, type Luck, rules, type SeatId } from 'suasion'
import { z } from 'zod'
import { leastPrecision, precisionCost, updated } from './learning.ts'

const OPTIONS = ['G', 'B'] as const
export type Option = (typeof OPTIONS)[number]

const params = z.object({
  planner: z.enum(['altruistic', 'biased']).default('altruistic').describe('biased: it wants G chosen, right or wrong'),
  baseline: z.number().min(0.5).max(1).default(0.6).describe('precision of a signal that costs nothing'),
  cost: z
    .enum(['linear', 'quadratic'])
    .default('linear')
    .describe('of the distance of the precision from the baseline'),
  slope: z.number().min(0).max(1000).default(0.5).describe('what a distance of 1 costs'),
  stake: z.number().min(0.001).max(1000).default(1).describe('what a wrong choice costs'),
  discount: z.number().min(0).max(0.995).default(0.9).describe("what the planner's payoff is worth one agent later"),
  prior: z.number().min(0).max(1).default(0.5).describe('chance that G is right'),
  world: z.enum(['drawn', 'G', 'B']).default('drawn').describe('which option is right, where it is not drawn'),
  agents: z.int().min(1).max(1000).default(20).describe('how many choose, one after the other'),
})

const moves = {
  steer: z.object({ precision: z.number().describe('chance that the signal is right') }),
  choose: z.object({ option: z.enum(OPTIONS) }),
}

/** What everybody saw of one agent. */
export interface Period {
  readonly precision: number
  /** Null where the agent did not choose. */
  readonly option: Option | null
  /** The public belief in G before it chose. */
  readonly belief: number
}

/** What all know. */
export interface Game extends Omit<z.output<typeof params>, 'world'> {
  readonly stage: 'steer' | 'choose' | 'over'
  /** From 0; the agent whose turn it is. */
  readonly period: number
  /** What a Bayesian who has seen every precision and choice believes of G, who takes all agents for Bayesians. */
  readonly belief: number
  /** Of this period, once it is chosen. */
  readonly precision: number | null
  readonly history: readonly Period[]
}

/** What one seat knows: an agent's own signal from its turn on, and which option was right once it is over. */
export interface View {
  readonly seat: SeatId
  /** The agent's place from 0; null for the planner. */
  readonly place: number | null
  readonly game: Game
  readonly signal: Option | null
  readonly right: Option | null
}

/** Everything, seen by nobody: the right option and all signals. */
export interface State {
  readonly game: Game
  readonly right: Option
  /** By period. */
  readonly signals: readonly Option[]
  readonly steered: number
  /** By agent. */
  readonly earned: readonly number[]
  /** False once the planner has left: every signal then has the baseline precision. */
  readonly guided: boolean
}

export const agentAt = (period: number): SeatId => `agent${period + 1}`
const placeOf = (seat: SeatId): number | null => (seat === 'planner' ? null : Number(seat.slice(5)) - 1)
const other = (option: Option): Option => (option === 'G' ? 'B' : 'G')

const steered = (state: State, precision: number, luck: Luck): State => {
  const { game, right } = state
  const signal = luck.of('signal', game.period).weighted([right, other(right)], [precision, 1 - precision])
  return { ...state, game: { ...game, stage: 'choose', precision }, signals: [...state.signals, signal] }
}

const chosen = (state: State, option: Option | null, luck: Luck): State => {
  const { game, right } = state
  const { period, belief, stake } = game
  const precision = game.precision!
  const wrong = option !== null && option !== right
  const minded = game.planner === 'altruistic' ? wrong : option === 'B'
  const reward = -precisionCost(game, precision) - (minded ? stake : 0)
  const next: State = {
    ...state,
    game: {
      ...game,
      stage: period + 1 >= game.agents ? 'over' : 'steer',
      period: period + 1,
      belief: option === null ? belief : updated(belief, precision, option === 'G'),
      precision: null,
      history: [...game.history, { precision, option, belief }],
    },
    steered: state.steered + game.discount ** period * reward,
    earned: [...state.earned, wrong ? -stake : 0],
  }
  return next.guided || next.game.stage === 'over' ? next : steered(next, game.baseline, luck)
}

/**
 * Controlled sequential social learning (Arghal, He, Saeedi Bidokhti & Sarkar 2025, arXiv:2504.02648). Agents choose
 * between G and B one after the other, each with a private signal and all earlier choices in view; a planner, who knows
 * no more than they do, chooses how precise each signal is, at a cost. An agent loses the stake for a wrong choice. An
 * altruistic planner loses it with the agent, and cannot go below the baseline; a biased one loses it whenever B is
 * chosen. Cost functions are free in the paper: a linear slope of .5 and the baseline of .6 are chosen. Without its
 * planner the rest go on at the baseline; an agent that does not choose is passed over.
 */
export const herdRules = rules({
  name: 'steering-the-herd',
  version: 1,
  params,
  moves,
  roles: { planner: ['steer'], agent: ['choose'] },
  seats: ({ agents }): Readonly<Record<SeatId, 'planner' | 'agent'>> => ({
    planner: 'planner',
    ...Object.fromEntries(Array.from({ length: agents }, (_, i) => [agentAt(i), 'agent' as const])),
  }),

  start: ({ world, ...settings }, _roles, luck): State => ({
    game: { ...settings, stage: 'steer', period: 0, belief: settings.prior, precision: null, history: [] },
    right: world === 'drawn' ? luck.of('world').weighted(OPTIONS, [settings.prior, 1 - settings.prior]) : world,
    signals: [],
    steered: 0,
    earned: [],
    guided: true,
  }),

  turn: ({ game: { stage, period } }) => ({
    ask: stage === 'over' ? [] : [stage === 'steer' ? 'planner' : agentAt(period)],
  }),

  view: ({ game, right, signals }, seat): View => {
    const place = placeOf(seat)
    const signal = place === null ? null : (signals[place] ?? null)
    return { seat, place, game, signal, right: game.stage === 'over' ? right : null }
  },

  legal: ({ game }): Legal<typeof moves> => {
    if (game.stage === 'over') return {}
    return game.stage === 'steer' ? { steer: { precision: { min: leastPrecision(game), max: 1 } } } : { choose: {} }
  },

  resolve: (state, acts, luck): State => {
    const act = acts[0]!.act as Act<typeof moves>
    return act.move === 'steer' ? steered(state, act.precision, luck) : chosen(state, act.option, luck)
  },

  absent: (state, seat, why, luck): State => {
    if (seat !== 'planner') return chosen(state, null, luck)
    return steered({ ...state, guided: state.guided && why !== 'left' }, state.game.baseline, luck)
  },

  payoff: ({ game, steered, earned }) => ({
    planner: steered,
    ...Object.fromEntries(Array.from({ length: game.agents }, (_, i) => [agentAt(i), earned[i] ?? 0])),
  }),
})
