import { expectedReward, follows, leastPrecision, type Steering, signalChance, updated } from './learning.ts'

/** The optimal policy of a planner over a grid of public beliefs. */
export interface Plan {
  readonly steering: Steering
  /** Public beliefs in G: 1,001 from 0 to 1, and one just above 1/2, where the value of a biased planner jumps. */
  readonly beliefs: readonly number[]
  /** What all agents to come bring the planner, discounted. */
  readonly values: readonly number[]
  readonly precisions: readonly number[]
  /** The value at any belief, between the points of the grid linearly. */
  valueAt(belief: number): number
  /** The best precision at any belief, one step ahead of those values. */
  precisionAt(belief: number): number
}

/** Steps of the grid of beliefs, and points of that of precisions from 1/2 to 1. */
const STEPS = 1000
const PRECISIONS = 201
/** How far beyond an edge lies what takes effect only beyond it: a biased planner's supremum is not attained there. */
const BEYOND = 1e-6
const HALF = STEPS / 2
const BELIEFS: readonly number[] = [
  ...Array.from({ length: HALF + 1 }, (_, i) => i / STEPS),
  0.5 + BEYOND,
  ...Array.from({ length: HALF }, (_, i) => (HALF + i + 1) / STEPS),
]

const interpolate = (values: ArrayLike<number>, belief: number): number => {
  const step = Math.min(STEPS - 1, Math.floor(belief * STEPS))
  const low = belief <= 0.5 ? Math.min(step, HALF - 1) : belief < 0.5 + BEYOND ? HALF : step + 1
  const [from, to] = [BELIEFS[low]!, BELIEFS[low + 1]!]
  return values[low]! + ((belief - from) / (to - from)) * (values[low + 1]! - values[low]!)
}

/** All precisions worth a look at a belief: those that are followed, and of those that are not the cheapest. */
const candidates = (steering: Steering, belief: number): number[] => {
  const { baseline } = steering
  const enough = Math.max(belief, 1 - belief)
  const least = leastPrecision(steering)
  const listed = [baseline, enough, enough - BEYOND, enough + BEYOND].filter((q) => q >= least && q <= 1)
  for (let i = PRECISIONS - 1; i >= 0; i--) {
    const q = 0.5 + (0.5 * i) / (PRECISIONS - 1)
    if (q < enough || q < least) break
    listed.push(q)
  }
  return listed
}

const worth = (steering: Steering, values: ArrayLike<number>, belief: number, precision: number): number => {
  const { discount } = steering
  const now = expectedReward(steering, belief, precision)
  if (!follows(belief, precision)) return now + discount * interpolate(values, belief)
  const p = signalChance(belief, precision)
  const [up, down] = [updated(belief, precision, true), updated(belief, precision, false)]
  return now + discount * (p * interpolate(values, up) + (1 - p) * interpolate(values, down))
}

/** The best precision and its worth; of equals the one nearest the baseline. */
const bestAt = (steering: Steering, values: ArrayLike<number>, belief: number): [precision: number, worth: number] => {
  let best: [number, number] = [steering.baseline, Number.NEGATIVE_INFINITY]
  const distance = (q: number) => Math.abs(q - steering.baseline)
  for (const q of candidates(steering, belief)) {
    const value = worth(steering, values, belief, q)
    if (value > best[1] + 1e-12 || (value > best[1] - 1e-12 && distance(q) < distance(best[0]))) best = [q, value]
  }
  return best
}

const known = new Map<string, Plan>()

/**
 * Solves a planner's problem by dynamic programming, for agents without end: policy iteration over 1,001 beliefs, with
 * 201 precisions and those at which an agent just follows its signal or just does not, and values between beliefs
 * linear (as in Arghal et al. 2025). The same settings are solved once. Throws where the discount is not from 0 to
 * below 1.
 */
export const planFor = (settings: Steering): Plan => {
  const { planner, baseline, cost, slope, stake, discount } = settings
  const steering = { planner, baseline, cost, slope, stake, discount }
  const key = JSON.stringify(steering)
  const before = known.get(key)
  if (before) return before
  if (!(discount >= 0 && discount < 1)) throw new Error(`the discount is from 0 to below 1, not ${discount}`)
  let precisions: number[] = []
  let values: ArrayLike<number> = new Float64Array(BELIEFS.length)
  for (let round = 0; ; round++) {
    if (round > 500) throw new Error(`the plan of ${key} has not settled after ${round} improvements`)
    const best = BELIEFS.map((belief) => bestAt(steering, values, belief))
    const changed = Math.max(...best.map(([, value], i) => Math.abs(value - values[i]!)))
    precisions = best.map(([q]) => q)
    values = best.map(([, value]) => value)
    if (changed < 1e-11) break
    values = evaluate(steering, precisions, values)
  }
  const settled = values
  const plan: Plan = {
    steering,
    beliefs: BELIEFS,
    values: Array.from(settled),
    precisions,
    valueAt: (belief) => interpolate(settled, belief),
    precisionAt: (belief) => bestAt(steering, settled, belief)[0],
  }
  known.set(key, plan)
  return plan
}

/** What a fixed policy is worth at each belief, as far as 1e-12 of a change. */
const evaluate = (steering: Steering, precisions: readonly number[], from: ArrayLike<number>): number[] => {
  const steps = precisions.map((q, i) => {
    const belief = BELIEFS[i]!
    const follow = follows(belief, q)
    const p = follow ? signalChance(belief, q) : 1
    return {
      p,
      up: updated(belief, q, true),
      down: updated(belief, q, false),
      now: expectedReward(steering, belief, q),
    }
  })
  let values = Array.from(from)
  for (let sweep = 0; sweep < 5000; sweep++) {
    const next = steps.map(
      ({ p, up, down, now }) =>
        now + steering.discount * (p * interpolate(values, up) + (1 - p) * interpolate(values, down)),
    )
    const changed = Math.max(...next.map((value, i) => Math.abs(value - values[i]!)))
    values = next
    if (changed < 1e-12) break
  }
  return values
}

/** What a plan is worth at each belief to somebody with other wishes, who has to live with it. */
export const scoredBy = (plan: Plan, steering: Steering): readonly number[] =>
  evaluate(steering, plan.precisions, new Float64Array(BELIEFS.length))

/** The least second difference of the values, over the even grid: a convex function has none below 0. */
export const leastCurvature = ({ values }: Plan): number => {
  const even = values.filter((_, i) => i !== HALF + 1)
  return Math.min(...even.slice(1, -1).map((value, i) => even[i]! - 2 * value + even[i + 2]!))
}

/** The first belief at which a plan does something, and null where it never does. */
export const firstBelief = (plan: Plan, does: (precision: number, belief: number) => boolean): number | null => {
  const at = plan.precisions.findIndex((q, i) => does(q, plan.beliefs[i]!))
  return at < 0 ? null : plan.beliefs[at]!
}

/**
 * Where a plan changes, as the least beliefs in G (null: nowhere) at which the planner pays for more than the baseline,
 * pays for certainty, and hides the signal although G is already the likelier; with the value at 1/2 and the least
 * second difference of the values.
 */
export const landmarks = (plan: Plan) => ({
  raises: firstBelief(plan, (q) => q > plan.steering.baseline),
  certain: firstBelief(plan, (q) => q === 1),
  hides: firstBelief(plan, (q, belief) => belief > 0.5 && q < belief && q < plan.steering.baseline),
  middle: plan.valueAt(0.5),
  curvature: leastCurvature(plan),
})
