import { leaning } from './minds.ts'
import { pairedVerdict } from './protocol.ts'

export { type Leaning, wordsIn } from './minds.ts'
export { type JudgedText, type PairedJudgeOptions, pairedJudge } from './paired-judge.ts'
export { leaning, pairedVerdict }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: pairedVerdict, minds: { leaning } }
