import { careless, consistent } from './minds.ts'
import { survey } from './protocol.ts'

export { answersOf } from './answers.ts'
export { demonstration } from './questionnaire.ts'
export { careless, consistent, survey }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: survey, minds: { careless, consistent } }
