import { careful, disputant, epistemic, thoughtful } from './minds.ts'
import { dialogueGame } from './protocol.ts'

export { ACCEPTING, type Accepting, ASSERTING, type Asserting, accepts, mayAssert } from './attitudes.ts'
export { commitments, nameOf, type Option, optionsOf, type Said, statuses } from './dialogue.ts'
export { type DisputeOutcome, disputeOutcome } from './outcome.ts'
export { type Argument, acceptable, dealPool, defeats, denial, type Literal } from './theory.ts'
export { careful, dialogueGame, disputant, epistemic, thoughtful }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: dialogueGame, minds: { disputant, careful, thoughtful, epistemic } }
