import { convincer, sceptic } from './minds.ts'
import { singleArgument } from './protocol.ts'

export { conviction } from './conviction.ts'
export { DIFFICULTIES, DIMENSIONS, type Difficulty, type Dimension, dimensionOf, MANIPULATIVE } from './dimensions.ts'
export { type Pull, pullsOf } from './minds.ts'
export {
  argumentsOf,
  CONTESTS,
  contestants,
  judgedEstimates,
  plantedPreferences,
  preferencePublished,
} from './preference.ts'
export { convictionEstimates, judgementColumns, preferenceEstimates, published } from './published.ts'
export { convincer, sceptic, singleArgument }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: singleArgument, minds: { convincer, sceptic } }
