import { cardTask } from './protocol.ts'
import { calculating, plantedReport, respondent } from './respondent.ts'

export { cardsTurned } from './cards-turned.ts'
export { BOUNDS, type Dissociation, dissociation, dissociationEstimates } from './dissociation.ts'
export { chanceOfNone, expectedPoints, optimalCards, type Scenario } from './optimum.ts'
export { injectionEstimates, published, releasedColumns } from './published.ts'
export type { RespondentOptions } from './respondent.ts'
export { SELF_REGULATION } from './self-regulation.ts'
export { calculating, cardTask, plantedReport, respondent }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: cardTask, minds: { respondent, calculating } }
