import { bestReply, independent, payoffDriven, selfInterested } from './minds.ts'
import { alignmentTipping } from './protocol.ts'

export { type Cascade, cascade } from './cascade.ts'
export { KNOWN_CHANCES, KNOWN_POINTS, KNOWN_SHARES } from './known.ts'
export { binomialTail, type Collusion, successChance, temptation, tippingPoint } from './tipping.ts'
export { alignmentTipping, bestReply, independent, payoffDriven, selfInterested }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: alignmentTipping, minds: { payoffDriven, bestReply, selfInterested, independent } }
