import { commons } from './commons.ts'
import { copyChance, imitator } from './imitator.ts'
import { constantEffort, maximiser, normFollower, punisher, restrained } from './minds.ts'
import { commonPool } from './protocol.ts'

export type { Commons } from './commons.ts'
export { collapseAt, constantShares, type Settled } from './constant-share.ts'
export {
  batch,
  grow,
  harvest,
  type PoolBuffers,
  type PoolConfig,
  type PoolOutcome,
  type PoolPolicy,
  poolBuffers,
  sanction,
} from './kernel.ts'
export { kernelCheck } from './kernel-check.ts'
export { collapseThreshold, maximumYield, steadyStock } from './laws.ts'
export { playedLaws, societies, societyParams, survivalOf } from './societies.ts'
export { commonPool, commons, constantEffort, copyChance, imitator, maximiser, normFollower, punisher, restrained }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = {
  protocol: commonPool,
  minds: { imitator, constantEffort, maximiser, normFollower, punisher, restrained },
}
