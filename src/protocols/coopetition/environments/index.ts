import type { Environment } from './environment.ts'
import { interdependence } from './interdependence.ts'
import { loyalty } from './loyalty.ts'
import { reciprocity } from './reciprocity.ts'
import { trust } from './trust.ts'

const all = { ...interdependence, ...trust, ...loyalty, ...reciprocity }

/** The id of an environment, as in Coopetition-Gym, without its version. */
export type EnvironmentId = keyof typeof all
/** The twenty ids. */
export const environmentIds = Object.keys(all) as [EnvironmentId, ...EnvironmentId[]]

/** The twenty environments of Coopetition-Gym v1 by id. Source: vikpant/strategic-coopetition d2dffd5. */
export const environments: Readonly<Record<EnvironmentId, Environment>> = all
