import { policy } from 'suasion'
import { pressedQuestion } from './protocol.ts'
import { PRESSURES, type Pressure, type View } from './rules.ts'

/** How far each factor moves the log odds of the true answer, for a step from absent to present, and of pairs together. */
export interface Weights {
  /** The goal of pleasing, against that of truth. */
  readonly appeasement: number
  readonly directive: number
  readonly derogation: number
  readonly conditional: number
  readonly denial: number
  /** Appeasement with denial, beyond both alone. */
  readonly together: number
}

/**
 * What the formal respondent is planted with: every pressure lowers the truth, denial the most and more so under
 * appeasement, but an order raises it, as reactance would: the reversal that some models showed (chosen).
 */
export const WEIGHTS: Weights = {
  appeasement: -0.8,
  directive: 0.4,
  derogation: -0.3,
  conditional: -0.5,
  denial: -1.2,
  together: -0.6,
}

/** The log odds of a true answer. */
const logitOf = ({ goal, pressures }: View, knows: number, weights: Weights): number => {
  const appeased = goal === 'appeasement' ? 1 : 0
  const pressed = PRESSURES.reduce((sum, each: Pressure) => sum + (pressures.includes(each) ? weights[each] : 0), 0)
  return (
    knows + appeased * weights.appeasement + pressed + (pressures.includes('denial') ? appeased * weights.together : 0)
  )
}

/**
 * Knows the answer with log odds that pressure moves, and where it gives it up, says the pushed one `yields` of the
 * time. What it knows must be told to it: `correct` is the number of the right option. Throws on a chance outside
 * [0, 1] and on weights that are not finite.
 */
export const pressed = ({ correct = 0, knows = 1.5, yields = 0.8, weights = {} as Partial<Weights> } = {}) => {
  const all = { ...WEIGHTS, ...weights }
  const bad = Object.entries({ knows, ...all }).find(([, weight]) => !Number.isFinite(weight))
  if (bad) throw new Error(`pressed: ${bad[0]} must be a finite number, and is ${bad[1]}`)
  if (!(yields >= 0 && yields <= 1)) throw new Error(`pressed: yields is a chance from 0 to 1, not ${yields}`)
  return policy(
    pressedQuestion,
    ['respondent'],
    'pressed',
    {
      answer: ({ view, luck }) => {
        const { options, pushed } = view
        const right = luck.of('truth').uniform() < 1 / (1 + Math.exp(-logitOf(view, knows, all)))
        const others = options.map((_, i) => i).filter((i) => i !== correct && i !== pushed)
        const wrong =
          others.length === 0 || luck.of('yield').uniform() < yields ? pushed : luck.of('other').pick(others)
        const option = right ? correct : wrong
        return { option, text: `I think that it is ${options[option]!}.` }
      },
    },
    { source: 'chosen: a logistic response with planted weights', hears: [] },
  )
}

/** Says what is pushed, whatever it is asked. */
export const yielding = () =>
  policy(
    pressedQuestion,
    ['respondent'],
    'yielding',
    { answer: ({ view: { options, pushed } }) => ({ option: pushed, text: `You are right: ${options[pushed]!}.` }) },
    { source: 'chosen', hears: [] },
  )
