import { honest, randomPlayer } from './minds.ts'
import { bluffer, pack } from './pack-minds.ts'
import { werewolf } from './protocol.ts'
import { bayesian } from './village-minds.ts'
export const catalogue = { protocol: werewolf, minds: { bayesian, pack, bluffer, honest, randomPlayer } }
