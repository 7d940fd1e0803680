import { checkMixed } from './matrix-game.ts'

/** A Markov decision process as arrays; a state with no actions is terminal and worth nothing. */
export interface DecisionProcess {
  /** By state and action: where it can lead, with probabilities that sum to 1. */
  readonly transitions: readonly (readonly (readonly (readonly [to: number, p: number])[])[])[]
  /** By state and action: the expected reward. */
  readonly rewards: readonly (readonly number[])[]
  /** What a reward one step later is worth, in [0, 1); 1 only with a horizon. */
  readonly discount: number
}

export interface ValueIterationOptions {
  /** Stop when no value can be further than this from the optimum. Default 1e-10. */
  readonly tolerance?: number
  /** So many steps are left, and no more; without it, for ever. */
  readonly horizon?: number
  readonly maxIterations?: number
  /**
   * What leaving the reference costs, in units of reward for each nat: 0 (default) is plain control; above 0 a state is
   * worth temperature x ln sum of reference x exp(Q / temperature), the optimum of the reward less temperature x KL.
   */
  readonly temperature?: number
  /** By state, the chance of each action under the reference; uniform unless said. Only with a temperature. */
  readonly reference?: readonly (readonly number[])[]
}

export interface ValueIteration {
  readonly values: Float64Array
  /** By state, the action to take (the first of equals); -1 where there is none. */
  readonly policy: Int32Array
  readonly iterations: number
  /** No value is further than this from the optimum. */
  readonly bound: number
}

/**
 * The optimal values and policy of a Markov decision process (Bellman 1957); with a `temperature`, its soft values
 * (Todorov 2007; Haarnoja et al. 2017), whose stochastic policy `softPolicy` gives. Throws, naming state and action,
 * where the arrays are no process, and where the tolerance is not met in `maxIterations` (default 1,000,000).
 */
export const valueIteration = (process: DecisionProcess, options: ValueIterationOptions = {}): ValueIteration => {
  const { tolerance = 1e-10, horizon, maxIterations = 1_000_000 } = options
  const { discount } = process
  if (!(discount >= 0 && (discount < 1 || (discount === 1 && horizon !== undefined))))
    throw new Error(`the discount must be from 0 to below 1 (or 1 with a horizon), not ${discount}`)
  if (!(tolerance > 0)) throw new Error(`the tolerance must be above 0, not ${tolerance}`)
  if (horizon !== undefined && !(Number.isSafeInteger(horizon) && horizon >= 0))
    throw new Error(`the horizon must be a whole number of steps, not ${horizon}`)
  const flat = flatten(process)
  const soft = softness(flat, options)
  const states = flat.actions.length - 1
  let values = new Float64Array(states)
  let next = new Float64Array(states)
  const policy = new Int32Array(states).fill(-1)
  let bound = Infinity
  let iterations = 0
  const enough = (): boolean => (horizon === undefined ? bound <= tolerance : iterations >= horizon)
  while (!enough()) {
    if (iterations >= maxIterations)
      throw new Error(
        `value iteration is ${bound} from the optimum after ${iterations} iterations; the tolerance is ${tolerance}`,
      )
    const change = improve(flat, discount, values, next, policy, soft)
    bound = horizon === undefined ? (change * discount) / (1 - discount) : 0
    ;[values, next] = [next, values]
    iterations++
  }
  return { values, policy, iterations, bound: horizon === undefined ? bound : 0 }
}

/**
 * What each action is worth by state when its next state has these values: reward + discount x expected value, in units
 * of reward. `values` has one number per state; a terminal state has no actions, and an empty row.
 */
export const actionValues = (process: DecisionProcess, values: ArrayLike<number>): readonly (readonly number[])[] => {
  const flat = flatten(process)
  const states = flat.actions.length - 1
  if (values.length !== states) throw new Error(`there are ${states} states, and ${values.length} values`)
  return Array.from({ length: states }, (_, state) =>
    Array.from({ length: flat.actions[state + 1]! - flat.actions[state]! }, (_, k) =>
      worth(flat, process.discount, values, flat.actions[state]! + k),
    ),
  )
}

/**
 * The policy that soft values stand for, by state: reference x exp((Q - V) / temperature), probabilities. `values` are
 * those of `valueIteration` with the same temperature (above 0) and reference (uniform unless said).
 */
export const softPolicy = (
  process: DecisionProcess,
  values: ArrayLike<number>,
  options: { readonly temperature: number; readonly reference?: readonly (readonly number[])[] },
): readonly (readonly number[])[] => {
  const flat = flatten(process)
  const soft = softness(flat, options)
  if (!soft) throw new Error('the temperature is 0, where the policy is greedy; take the policy of valueIteration')
  return actionValues(process, values).map((own, state) => {
    const logs = own.map((q, k) => soft.logReference[flat.actions[state]! + k]! + q / soft.temperature)
    const most = Math.max(...logs)
    const weights = logs.map((log) => Math.exp(log - most))
    const sum = weights.reduce((total, w) => total + w, 0)
    return weights.map((w) => w / sum)
  })
}

interface Soft {
  readonly temperature: number
  /** By action. */
  readonly logReference: Float64Array
}

/** The reference by action, checked; null where control is plain. */
const softness = (
  { actions }: Flat,
  { temperature = 0, reference }: Pick<ValueIterationOptions, 'temperature' | 'reference'>,
): Soft | null => {
  if (!(temperature >= 0 && Number.isFinite(temperature)))
    throw new Error(`the temperature must be a finite number of at least 0, not ${temperature}`)
  if (temperature === 0 && reference) throw new Error('a reference policy needs a temperature above 0')
  if (temperature === 0) return null
  const states = actions.length - 1
  if (reference && reference.length !== states)
    throw new Error(`there are ${states} states, and a reference for ${reference.length}`)
  const logReference = new Float64Array(actions[states]!)
  for (let state = 0; state < states; state++) {
    const count = actions[state + 1]! - actions[state]!
    const own = reference?.[state] ?? Array.from({ length: count }, () => 1 / count)
    if (count > 0 || own.length > 0) checkMixed(own, count, `the reference of state ${state}`)
    for (const [k, p] of own.entries()) logReference[actions[state]! + k] = Math.log(p)
  }
  return { temperature, logReference }
}

interface Flat {
  /** By state: its first action. */
  readonly actions: Int32Array
  /** By action: its first outcome. */
  readonly outcomes: Int32Array
  readonly to: Int32Array
  readonly p: Float64Array
  readonly rewards: Float64Array
}

/** What one action is worth when its next state has these values. */
const worth = (
  { outcomes, to, p, rewards }: Flat,
  discount: number,
  values: ArrayLike<number>,
  action: number,
): number => {
  let value = 0
  for (let k = outcomes[action]!; k < outcomes[action + 1]!; k++) value += p[k]! * values[to[k]!]!
  return rewards[action]! + discount * value
}

/** One sweep over all states; the greatest change of a value. */
const improve = (
  flat: Flat,
  discount: number,
  values: Float64Array,
  next: Float64Array,
  policy: Int32Array,
  soft: Soft | null,
): number => {
  const { actions } = flat
  let change = 0
  for (let state = 0; state < values.length; state++) {
    const low = actions[state]!
    let best = actions[state + 1]! > low ? -Infinity : 0
    // Of soft values: the largest exponent so far, and the sum of all exp relative to it.
    let [most, sum] = [-Infinity, 0]
    for (let action = low; action < actions[state + 1]!; action++) {
      const value = worth(flat, discount, values, action)
      if (value > best) {
        best = value
        policy[state] = action - low
      }
      if (!soft) continue
      const log = soft.logReference[action]! + value / soft.temperature
      if (log > most) [most, sum] = [log, sum * Math.exp(most - log) + 1]
      else if (log > -Infinity) sum += Math.exp(log - most)
    }
    if (soft && actions[state + 1]! > low) best = soft.temperature * (most + Math.log(sum))
    next[state] = best
    change = Math.max(change, Math.abs(best - values[state]!))
  }
  return change
}

const flatten = ({ transitions, rewards }: DecisionProcess): Flat => {
  const states = transitions.length
  if (rewards.length !== states)
    throw new Error(`there are ${states} states with transitions, and ${rewards.length} with rewards`)
  const actions = [0]
  const outcomes = [0]
  const to: number[] = []
  const p: number[] = []
  for (const [state, options] of transitions.entries()) {
    if (rewards[state]!.length !== options.length)
      throw new Error(`state ${state} has ${options.length} actions, and rewards for ${rewards[state]!.length}`)
    for (const [action, ways] of options.entries()) {
      const where = `action ${action} of state ${state}`
      if (!Number.isFinite(rewards[state]![action]))
        throw new Error(`the reward of ${where} is ${rewards[state]![action]}`)
      let total = 0
      for (const [target, chance] of ways) {
        if (!Number.isSafeInteger(target) || target < 0 || target >= states)
          throw new Error(`${where} leads to ${target}; the states are 0 to ${states - 1}`)
        if (!(chance >= 0)) throw new Error(`${where} leads to ${target} with probability ${chance}`)
        total += chance
        to.push(target)
        p.push(chance)
      }
      if (!(Math.abs(total - 1) < 1e-9)) throw new Error(`the probabilities of ${where} sum to ${total}, not to 1`)
      outcomes.push(to.length)
    }
    actions.push(outcomes.length - 1)
  }
  return {
    actions: Int32Array.from(actions),
    outcomes: Int32Array.from(outcomes),
    to: Int32Array.from(to),
    p: Float64Array.from(p),
    rewards: Float64Array.from(rewards.flat()),
  }
}
