import { boundedReciprocity } from './bounded-reciprocity.ts'
import { constant, titForTat, uniform } from './minds.ts'
import {
  equilibriumOracle,
  loyaltyOracle,
  nashOracle,
  optimumOracle,
  reciprocityOracle,
  trustAware,
} from './oracles.ts'
import { coopetition } from './protocol.ts'

export { batch, constantReturn, type Joint, type Returns } from './batch.ts'
export { type Config, configOf, settingsOf } from './config.ts'
export { type EnvironmentId, environmentIds, environments } from './environments/index.ts'
export { equilibrium } from './equilibrium.ts'
export { type Investments, investments } from './investments.ts'
export { type Buffers, buffersOf, meanTrust, type Outcome, outcomeOf, restart, step } from './kernel.ts'
export { kernelCheck } from './kernel-check.ts'
export type { Settings } from './params.ts'
export type { State, View } from './state.ts'
export { loyalEffort, nashEffort, optimalEffort, type Team } from './team.ts'
export * as validation from './validation/index.ts'
export {
  boundedReciprocity,
  constant,
  coopetition,
  equilibriumOracle,
  loyaltyOracle,
  nashOracle,
  optimumOracle,
  reciprocityOracle,
  titForTat,
  trustAware,
  uniform,
}
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = {
  protocol: coopetition,
  minds: {
    ...{ boundedReciprocity, constant, equilibriumOracle, loyaltyOracle, nashOracle, optimumOracle },
    ...{ reciprocityOracle, titForTat, trustAware, uniform },
  },
}
