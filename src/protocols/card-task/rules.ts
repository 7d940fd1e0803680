import { type Legal, type Luck, rules, type SeatId } from 'suasion'
import { z } from 'zod'
import { chanceOfNone, type Scenario } from './optimum.ts'

const amounts = (least: number, most: number) => z.array(z.int().min(least).max(most)).min(1).max(6)
const params = z.object({
  cards: z.int().min(2).max(64).default(32).describe('how many cards lie face down'),
  bad: amounts(1, 63).default([1, 3, 5]).describe('how many of them lose'),
  gain: amounts(1, 1000).default([10, 20, 30]).describe('points for each card, where none loses'),
  loss: amounts(1, 10_000).default([250, 500, 750]).describe('points lost where one does'),
  persona: z.enum(['none', 'self-regulated']).default('none').describe('what whoever plays is told to be like'),
  order: z.enum(['fixed', 'random']).default('random'),
})

const moves = { turn: z.object({ cards: z.int().min(0).max(64).describe('how many cards to turn over') }) }

/** A scenario that is past, and how many cards were turned; null where there was no answer. */
export interface Past {
  readonly scenario: Scenario
  readonly turned: number | null
}

/** What whoever plays knows: what it is told to be like, and the scenarios so far. How they came out is told at the end. */
export interface View {
  readonly persona: 'none' | 'self-regulated'
  readonly past: readonly Past[]
  readonly current: Scenario | null
  readonly of: number
}

/** The whole of it. */
export interface State {
  readonly persona: View['persona']
  readonly random: boolean
  /** In the order of this respondent. */
  readonly scenarios: readonly Scenario[]
  readonly turned: readonly (number | null)[]
  readonly points: number
  readonly left: boolean
}

const outcome = (scenario: Scenario, turned: number | null, luck: Luck): number => {
  if (turned === null) return 0
  const safe = chanceOfNone(scenario, turned)
  return luck.weighted([true, false], [safe, 1 - safe]) ? turned * scenario.gain : -scenario.loss
}

const pass = (state: State, turned: number | null, luck: Luck): State => {
  const at = state.turned.length
  const won = outcome(state.scenarios[at]!, turned, luck.of('deck', at))
  return { ...state, turned: [...state.turned, turned], points: state.points + won }
}

/**
 * The Columbia Card Task, cold: in each scenario somebody says how many of the cards to turn over, all at once and
 * without seeing what came of it. Every card wins where none of them loses. Source: Figner, Mackinlay, Wilkening & Weber
 * 2009, J. Exp. Psychol.: LMC 35; 27 scenarios as in Han et al. 2025, arXiv:2509.03730. Throws where all cards lose.
 */
export const cardTaskRules = rules({
  name: 'card-task',
  version: 1,
  params,
  moves,
  roles: { respondent: ['turn'] },
  seats: () => ({ respondent: 'respondent' }) as const,
  start: ({ cards, bad, gain, loss, persona, order }, _roles, luck): State => {
    const most = Math.max(...bad)
    if (most >= cards) throw new Error(`card-task: ${most} of ${cards} cards lose; some must win`)
    const crossed = bad.flatMap((b) => gain.flatMap((g) => loss.map((l) => ({ cards, bad: b, gain: g, loss: l }))))
    const scenarios = order === 'random' ? luck.of('order').draw(crossed, crossed.length) : crossed
    return { persona, random: order === 'random', scenarios, turned: [], points: 0, left: false }
  },
  turn: ({ scenarios, turned, left }) => ({ ask: left || turned.length === scenarios.length ? [] : ['respondent'] }),
  view: ({ persona, scenarios, turned }): View => ({
    persona,
    past: turned.map((each, i) => ({ scenario: scenarios[i]!, turned: each })),
    current: scenarios[turned.length] ?? null,
    of: scenarios.length,
  }),
  legal: ({ current }): Legal<typeof moves> => (current ? { turn: { cards: { min: 0, max: current.cards } } } : {}),
  resolve: (state, acts, luck) => pass(state, acts[0]!.act.cards, luck),
  absent: (state, _seat, why, luck): State => (why === 'left' ? { ...state, left: true } : pass(state, null, luck)),
  payoff: ({ points }) => ({ respondent: points }),
})

/** A state that whoever plays could not tell from this one: what came of the past, and what is still to come, is open. */
export const resample = (state: State, _seat: SeatId, luck: Luck): State => {
  const met = state.scenarios.slice(0, state.turned.length + 1)
  const rest = state.scenarios.slice(met.length)
  const later = state.random ? luck.of('order').draw(rest, rest.length) : rest
  const points = state.turned.reduce<number>((sum, each, i) => sum + outcome(met[i]!, each, luck.of('deck', i)), 0)
  return { ...state, scenarios: [...met, ...later], points }
}
