import { conditionalCooperator, freeRider, noisy, punisher, unconditional } from './minds.ts'
import { publicGoods } from './protocol.ts'

export {
  batch,
  type GoodsBuffers,
  type GoodsConfig,
  type GoodsPolicy,
  goodsBuffers,
  punish as punishStep,
  step,
} from './kernel.ts'
export { kernelCheck } from './kernel-check.ts'
export { conditionalCooperator, freeRider, noisy, publicGoods, punisher, unconditional }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = {
  protocol: publicGoods,
  minds: { conditionalCooperator, freeRider, noisy, punisher, unconditional },
}
