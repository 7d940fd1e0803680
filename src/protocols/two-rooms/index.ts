import { bluffer, cautious, open } from './minds.ts'
import { twoRooms } from './protocol.ts'

export { claimIn } from './speech.ts'
export { bluffer, cautious, open, twoRooms }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: twoRooms, minds: { bluffer, cautious, open } }
