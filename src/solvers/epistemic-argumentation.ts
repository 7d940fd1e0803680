import { groundedLabelling } from './argumentation-extensions.ts'
import type { Relation } from './argumentation-graph.ts'

/** How a persuadee's beliefs change when an argument is posited. */
export type EpistemicUpdate = 'naive' | 'trusting' | 'strict' | 'ambivalent'
/** How a persuader takes account of what an opponent may answer; hurwicz weighs best and worst by `optimism`. */
export type EpistemicDecision = 'maximax' | 'maximin' | 'laplace' | { readonly optimism: number }

/** Beliefs in arguments (probabilities, taken as independent) over a graph of attacks. */
export interface EpistemicState {
  readonly beliefs: Readonly<Record<string, number>>
  readonly attacks: readonly Relation[]
}

const UPDATES: readonly EpistemicUpdate[] = ['naive', 'trusting', 'strict', 'ambivalent']

const check = ({ beliefs, attacks }: EpistemicState): void => {
  for (const [name, belief] of Object.entries(beliefs))
    if (!(belief >= 0 && belief <= 1)) throw new Error(`the belief in ${name} must be from 0 to 1, not ${belief}`)
  for (const relation of attacks)
    for (const name of relation) known(beliefs, name, `${relation[0]} attacks ${relation[1]}`)
}

const known = (beliefs: EpistemicState['beliefs'], name: string, where: string): void => {
  if (!Object.hasOwn(beliefs, name))
    throw new Error(`${where}: there is no belief in ${name}; there are ${Object.keys(beliefs).join(', ')}`)
}

/**
 * Beliefs after an argument was posited. With p <- p + k (1 - p) for what is asserted and p <- (1 - k) p for what is
 * denied: 'naive' asserts it (k = 1); 'trusting' also denies all it attacks and all that attack it; 'strict' does so
 * (k = 1, only what it attacks) where none of its attackers is believed above .5, else nothing; 'ambivalent' is strict
 * with k = .75. Source: Hunter's epistemic persuadees, as in ComputationalPersuasion/stardec.
 */
export const positArgument = (
  state: EpistemicState,
  argument: string,
  update: EpistemicUpdate,
): Readonly<Record<string, number>> => {
  check(state)
  known(state.beliefs, argument, 'posited')
  if (!UPDATES.includes(update)) throw new Error(`there is no update called ${update}; there are ${UPDATES.join(', ')}`)
  return posit(state, argument, update)
}

const posit = ({ beliefs, attacks }: EpistemicState, argument: string, update: EpistemicUpdate) => {
  const attacked = attacks.flatMap(([from, to]) => (from === argument ? to : []))
  const attackers = attacks.flatMap(([from, to]) => (to === argument ? from : []))
  const wary = update === 'strict' || update === 'ambivalent'
  if (wary && attackers.some((name) => beliefs[name]! > 0.5)) return beliefs
  const k = update === 'ambivalent' ? 0.75 : 1
  const denied = update === 'naive' ? [] : update === 'trusting' ? [...attacked, ...attackers] : attacked
  const next: Record<string, number> = { ...beliefs, [argument]: beliefs[argument]! + k * (1 - beliefs[argument]!) }
  for (const name of denied) next[name] = (1 - k) * next[name]!
  return next
}

export interface EpistemicPlan extends EpistemicState {
  /** What the persuader wants accepted and believed. */
  readonly goals: readonly string[]
  readonly update?: EpistemicUpdate
  readonly decision?: EpistemicDecision
  /** How many arguments a dialogue has at most; 5 unless said, the persuader first and then in turn. */
  readonly horizon?: number
  /** What a ply of delay leaves of a value; .9 unless said. */
  readonly discount?: number
  /** The argument to open with, whatever it attacks; without it, the best is looked for. */
  readonly first?: string
  /** What was posited already, the oldest first; `beliefs` are those after it. */
  readonly played?: readonly string[]
}

/** The most dialogues that are looked through. */
const DIALOGUES = 20_000

/**
 * The best next argument of a persuader who looks ahead: dialogues end at the horizon or when nothing relevant (not
 * said yet, and attacking something said) is left, and are worth the mean over goals of (1 if it is in the grounded
 * extension of what was said, else 0, plus the belief in it) / 2, discounted by ply. The persuader maximises and
 * attacks no goal; the opponent is reckoned with by `decision` (maximin unless said). Null where the persuader has
 * nothing to say. Throws where there are more than 20,000 dialogues. Source: ComputationalPersuasion/stardec.
 */
export const planArgument = (plan: EpistemicPlan): { readonly argument: string; readonly value: number } | null => {
  const { beliefs, attacks, goals, update = 'ambivalent', decision = 'maximin', horizon = 5, discount = 0.9 } = plan
  check(plan)
  if (goals.length === 0) throw new Error('a persuader needs at least one goal')
  for (const name of [...goals, ...(plan.played ?? [])]) known(beliefs, name, 'goals and arguments played')
  if (!(Number.isInteger(horizon) && horizon >= 1))
    throw new Error(`horizon must be a whole number of arguments, not ${horizon}`)
  if (!(discount > 0 && discount <= 1)) throw new Error(`discount must be above 0 and at most 1, not ${discount}`)
  if (!UPDATES.includes(update)) throw new Error(`there is no update called ${update}; there are ${UPDATES.join(', ')}`)
  const optimism = optimismOf(decision)
  let dialogues = 0

  const names = Object.keys(beliefs)
  const attackedBy = new Map(names.map((name) => [name, attacks.flatMap(([from, to]) => (from === name ? to : []))]))
  const movesAfter = (played: readonly string[]): string[] => {
    const own = played.length % 2 === 0
    return names.filter((name) => {
      const targets = attackedBy.get(name)!
      if (played.includes(name) || (own && targets.some((each) => goals.includes(each)))) return false
      return played.length === 0 || targets.some((each) => played.includes(each))
    })
  }
  const worth = (now: EpistemicState['beliefs'], played: readonly string[]): number => {
    if (++dialogues > DIALOGUES)
      throw new Error(`there are more than ${DIALOGUES} dialogues; choose a shorter horizon than ${horizon}`)
    const among = played.flatMap((from) =>
      attackedBy.get(from)!.flatMap((to): Relation[] => (played.includes(to) ? [[from, to]] : [])),
    )
    const labels = groundedLabelling({ arguments: played, attacks: among })
    return goals.reduce((sum, goal) => sum + ((labels[goal] === 'in' ? 1 : 0) + now[goal]!) / 2, 0) / goals.length
  }
  const ahead = (now: EpistemicState['beliefs'], played: readonly string[]): number => {
    const moves = played.length >= horizon ? [] : movesAfter(played)
    if (moves.length === 0) return worth(now, played)
    const values = moves.map((name) => ahead(posit({ beliefs: now, attacks }, name, update), [...played, name]))
    if (played.length % 2 === 0) return discount * Math.max(...values)
    if (optimism === null) return (discount * values.reduce((sum, value) => sum + value, 0)) / values.length
    return discount * (optimism * Math.max(...values) + (1 - optimism) * Math.min(...values))
  }
  const played = plan.played ?? []
  if (played.length % 2 === 1) throw new Error(`it is the opponent's turn after ${played.length} arguments`)
  let best: { readonly argument: string; readonly value: number } | null = null
  if (plan.first !== undefined) known(beliefs, plan.first, 'first')
  const moves = plan.first !== undefined ? [plan.first] : movesAfter(played)
  for (const argument of played.length >= horizon ? [] : moves) {
    const after = posit({ beliefs, attacks }, argument, update)
    const value = discount * ahead(after, [...played, argument])
    if (best === null || value > best.value) best = { argument, value }
  }
  return best
}

/** The weight of the best answer; null for the mean of all. */
const optimismOf = (decision: EpistemicDecision): number | null => {
  if (decision === 'maximax') return 1
  if (decision === 'maximin') return 0
  if (decision === 'laplace') return null
  if (typeof decision === 'object' && decision.optimism >= 0 && decision.optimism <= 1) return decision.optimism
  throw new Error(`decision must be maximax, maximin, laplace or { optimism: 0 to 1 }, not ${JSON.stringify(decision)}`)
}
