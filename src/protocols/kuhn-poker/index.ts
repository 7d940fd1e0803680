import { equilibrium, honest } from './minds.ts'
import { kuhnPoker } from './protocol.ts'

export { equilibrium, honest, kuhnPoker }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: kuhnPoker, minds: { equilibrium, honest } }
