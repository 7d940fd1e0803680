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
 * The optimal values and policy of a Markov decision process (Bellman 1957). Throws, naming state and action, where the
 * arrays are no process, and where the tolerance is not met in `maxIterations` (default 1,000,000).
 */
export const valueIteration = (
  process: DecisionProcess,
  { tolerance = 1e-10, horizon, maxIterations = 1_000_000 }: ValueIterationOptions = {},
): ValueIteration => {
  const { discount } = process
  if (!(discount >= 0 && (discount < 1 || (discount === 1 && horizon !== undefined))))
    throw new Error(`the discount must be from 0 to below 1 (or 1 with a horizon), not ${discount}`)
  if (!(tolerance > 0)) throw new Error(`the tolerance must be above 0, not ${tolerance}`)
  if (horizon !== undefined && !(Number.isSafeInteger(horizon) && horizon >= 0))
    throw new Error(`the horizon must be a whole number of steps, not ${horizon}`)
  const flat = flatten(process)
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
    const change = improve(flat, discount, values, next, policy)
    bound = horizon === undefined ? (change * discount) / (1 - discount) : 0
    ;[values, next] = [next, values]
    iterations++
  }
  return { values, policy, iterations, bound: horizon === undefined ? bound : 0 }
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

/** One sweep over all states; the greatest change of a value. */
const improve = (
  { actions, outcomes, to, p, rewards }: Flat,
  discount: number,
  values: Float64Array,
  next: Float64Array,
  policy: Int32Array,
): number => {
  let change = 0
  for (let state = 0; state < values.length; state++) {
    const low = actions[state]!
    let best = actions[state + 1]! > low ? -Infinity : 0
    for (let action = low; action < actions[state + 1]!; action++) {
      let value = 0
      for (let k = outcomes[action]!; k < outcomes[action + 1]!; k++) value += p[k]! * values[to[k]!]!
      value = rewards[action]! + discount * value
      if (value > best) {
        best = value
        policy[state] = action - low
      }
    }
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
