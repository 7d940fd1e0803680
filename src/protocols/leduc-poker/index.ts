import { bluffer, caller, tight } from './minds.ts'
import { leducPoker } from './protocol.ts'

export { bluffer, caller, leducPoker, tight }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: leducPoker, minds: { tight, bluffer, caller } }
