import { bestResponse } from './best-response.ts'
import { priceEstimates, toldPriceEstimates } from './estimates.ts'
import { mixedTactics, resourceDependent } from './faratin.ts'
import { fittedPartner, shippedPartner } from './fitted-partner.ts'
import {
  boulware,
  conceder,
  fixed,
  linear,
  rubinstein,
  timeDependent,
  titForTat,
  titForTatAbsolute,
  zeuthen,
} from './minds.ts'
import { partnerFitter } from './partner-fit.ts'
import { CURVE, type PriceRecord, priceRecord, readPrices, storyOf } from './price-record.ts'
import { priceBargain } from './protocol.ts'
import { published } from './published.ts'
import { ruleAgent } from './rule-agent.ts'
import { historyOf, lastPrice, normalised, pricesOf } from './state.ts'
import { type Curve, conceded, imitated, rubinsteinShare } from './tactics.ts'

export {
  bestResponse,
  boulware,
  CURVE,
  type Curve,
  conceded,
  conceder,
  fittedPartner,
  fixed,
  historyOf,
  imitated,
  lastPrice,
  linear,
  mixedTactics,
  normalised,
  type PriceRecord,
  partnerFitter,
  priceBargain,
  priceEstimates,
  priceRecord,
  pricesOf,
  published,
  readPrices,
  resourceDependent,
  rubinstein,
  rubinsteinShare,
  ruleAgent,
  shippedPartner,
  storyOf,
  timeDependent,
  titForTat,
  titForTatAbsolute,
  toldPriceEstimates,
  zeuthen,
}
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = {
  protocol: priceBargain,
  minds: {
    ruleAgent,
    bestResponse,
    boulware,
    conceder,
    fittedPartner,
    fixed,
    linear,
    mixedTactics,
    resourceDependent,
    rubinstein,
    timeDependent,
    titForTat,
    titForTatAbsolute,
    zeuthen,
  },
  fitters: [partnerFitter],
}
