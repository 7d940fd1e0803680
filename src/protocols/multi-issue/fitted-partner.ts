import type { Fitted } from 'suasion'
import { partnerFitter } from './partner-fit.ts'
import { DRAWS, FIT } from './partner-shipped.ts'

let shipped: Fitted | null = null

/** The fit that comes with the project, from the 1,030 released dialogues of CaSiNo: numbers alone. */
export const shippedPartner = (): Fitted => {
  shipped ??= { ...(JSON.parse(FIT) as Omit<Fitted, 'draws'>), draws: DRAWS.map((draw) => JSON.parse(draw)) }
  return shipped
}

/**
 * A negotiator fitted from the people of CaSiNo (Chawla et al. 2021): how long they talk, what they propose, accept,
 * refuse, and when they walk away. It hears typed splits alone. Each episode draws its parameters from a bootstrap of
 * whole conversations; `point` takes the estimates. Outside its support a declared rule decides and the episode is
 * flagged. What it must not be used for stands at the head of its fit's report: demanding pays against it.
 */
export const fittedPartner = ({ point = false } = {}) =>
  partnerFitter.mind(point ? { ...shippedPartner(), draws: [] } : shippedPartner())
