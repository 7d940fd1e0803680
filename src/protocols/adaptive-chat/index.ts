import { adaptive, wanderer } from './minds.ts'
import { adaptiveChat } from './protocol.ts'

export { CONTROLLER_NAMES, CONTROLLERS, type Controller, type ControllerName } from './controllers.ts'
export { styleFrontier } from './frontier.ts'
export { type Frontier, frontierOf, replayed } from './measures.ts'
export { orderEstimates } from './order.ts'
export { estimatesOf, published, releasedColumns } from './published.ts'
export { cosine, DIMENSIONS, measured, type Standard, type Style, standardised, styleOf } from './style.ts'
export { adaptive, adaptiveChat, wanderer }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: adaptiveChat, minds: { adaptive, wanderer } }
