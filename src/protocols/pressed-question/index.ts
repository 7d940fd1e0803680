import { pressed, yielding } from './minds.ts'
import { pressedQuestion } from './protocol.ts'

export { deference } from './deference.ts'
export { type AnswerRow, effectNames, effectsOf } from './effects.ts'
export { WEIGHTS, type Weights } from './minds.ts'
export { factorialEstimates, plantedEffects, published } from './published.ts'
export { PRESSURES, type Pressure } from './rules.ts'
export { pressed, pressedQuestion, yielding }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: pressedQuestion, minds: { pressed, yielding } }
