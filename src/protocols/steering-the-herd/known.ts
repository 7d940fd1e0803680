import type { Steering } from './learning.ts'
import type { landmarks } from './plan.ts'

const base = { planner: 'altruistic', baseline: 0.6, cost: 'linear', slope: 0.5, stake: 1, discount: 0.9 } as const
const square = { ...base, cost: 'quadratic', slope: 4 } as const
const dear = { ...square, slope: 10 } as const
const wide = { ...base, baseline: 0.65, discount: 0.8 } as const
const wants = { ...base, planner: 'biased', baseline: 0.7, discount: 0 } as const
const ahead = { ...wide, planner: 'biased' } as const

/**
 * Settings of a planner, a landmark of the best plan for each, and what is known of it: by closed form, by the theorem
 * that the altruistic value is convex (least curvature 0), or by value iteration outside this project. A landmark found
 * on the grid can be a step of .001 off.
 */
export const KNOWN_PLANS = {
  'certainty from, slope .5': [base, 'certain', 0.02],
  'certainty from, slope 1.5': [{ ...base, slope: 1.5 }, 'certain', 0.06],
  'certainty from, baseline .7': [{ ...base, baseline: 0.7, slope: 1 }, 'certain', 0.03],
  'certainty from, baseline .65': [{ ...wide, slope: 0.3 }, 'certain', 0.021],
  'more precision from, slope .5': [base, 'raises', 0.02],
  'value at 1/2, slope .5': [base, 'middle', -0.2],
  'value at 1/2, slope 1.5': [{ ...base, slope: 1.5 }, 'middle', -0.6],
  'more precision from, quadratic 4': [square, 'raises', 0.063],
  'certainty from, quadratic 4': [square, 'certain', 0.089],
  'value at 1/2, quadratic 4': [square, 'middle', -0.64],
  'more precision from, quadratic 10': [dear, 'raises', 0.134],
  'certainty from, quadratic 10': [dear, 'certain', 0.268],
  'certainty from, quadratic 1, myopic': [{ ...square, slope: 1, discount: 0 }, 'certain', 0.16],
  'more precision from, quadratic 4, myopic': [{ ...square, discount: 0 }, 'raises', 0.338],
  'value at 1/2, quadratic 4, myopic': [{ ...square, discount: 0 }, 'middle', -0.337528],
  'last try from, biased, slope 1': [{ ...wants, slope: 1 }, 'raises', 0.107738],
  'hides from, biased, slope 1': [{ ...wants, slope: 1 }, 'hides', 0.5],
  'hides from, biased, slope 2': [{ ...wants, slope: 2 }, 'hides', 0.5],
  'hides from, biased, slope 3': [{ ...wants, slope: 3 }, 'hides', 0.538462],
  'hides from, biased, slope 4': [{ ...wants, slope: 4 }, 'hides', 0.583333],
  'hides from, biased, slope 5': [{ ...wants, slope: 5 }, 'hides', 0.608696],
  'last try from, biased, far-sighted, slope .1': [{ ...ahead, slope: 0.1 }, 'raises', 0.004],
  'last try from, biased, far-sighted, slope .3': [{ ...ahead, slope: 0.3 }, 'raises', 0.011],
  'last try from, biased, far-sighted, slope .8': [{ ...ahead, slope: 0.8 }, 'raises', 0.03],
  'least curvature, slope .5': [base, 'curvature', 0],
  'least curvature, slope 1.5': [{ ...base, slope: 1.5 }, 'curvature', 0],
  'least curvature, quadratic 4': [square, 'curvature', 0],
  'least curvature, quadratic 10': [dear, 'curvature', 0],
  'least curvature, slope 5': [{ ...wide, slope: 5 }, 'curvature', 0],
} as const satisfies Readonly<Record<string, readonly [Steering, keyof ReturnType<typeof landmarks>, number]>>
