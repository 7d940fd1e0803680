import { echo, remarker } from './minds.ts'
import { conversation } from './protocol.ts'

export { type Spoken, seatsBySpeaker, toldTalk } from './told.ts'
export { conversation, echo, remarker }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: conversation, minds: { remarker, echo } }
