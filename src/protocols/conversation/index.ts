import { echo, remarker } from './minds.ts'
import { conversation } from './protocol.ts'
import { talkerFitter } from './talker-fit.ts'

export { type Spoken, seatsBySpeaker, toldTalk } from './told.ts'
export { conversation, echo, remarker }
/** What the catalogue lists: the protocol, its formal minds by name, and what can be fitted from conversations. */
export const catalogue = { protocol: conversation, minds: { remarker, echo }, fitters: [talkerFitter] }
