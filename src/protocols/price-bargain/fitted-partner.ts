import type { Fitted } from 'suasion'
import { partnerFitter } from './partner-fit.ts'
import { DRAWS, FIT } from './partner-shipped.ts'

let shipped: Fitted | null = null

/** The fit that comes with the project, from the 1,299 released dialogues of CraigslistBargain: numbers alone. */
export const shippedPartner = (): Fitted => {
  shipped ??= { ...(JSON.parse(FIT) as Omit<Fitted, 'draws'>), draws: DRAWS.map((draw) => JSON.parse(draw)) }
  return shipped
}

/**
 * A buyer or seller fitted from the people of CraigslistBargain (He et al. 2018): their first prices, concessions,
 * acceptances, rejections and leaving. It hears typed prices alone. Each episode draws its parameters from a bootstrap of
 * whole conversations; `point` takes the estimates. Outside its support a declared rule decides and the episode is
 * flagged. What it must not be used for stands at the head of its fit's report: stubbornness pays against it.
 */
export const fittedPartner = ({ point = false } = {}) =>
  partnerFitter.mind(point ? { ...shippedPartner(), draws: [] } : shippedPartner())
