import { independent, payoffDriven, selfInterested } from './minds.ts'
import { alignmentDrift } from './protocol.ts'

export { breakEven, type Drift, driftPath, toolAdvantage } from './drift.ts'
export { learnedChance } from './minds.ts'
export { type ToolUse, toolUse } from './use.ts'
export { type Party, type PriceMove, type Violations, violations } from './violations.ts'
export { alignmentDrift, independent, payoffDriven, selfInterested }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: alignmentDrift, minds: { payoffDriven, selfInterested, independent } }
