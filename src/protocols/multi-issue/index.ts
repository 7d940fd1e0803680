import { splitEstimates, toldSplitEstimates } from './estimates.ts'
import { fittedPartner, shippedPartner } from './fitted-partner.ts'
import {
  boulware,
  conceder,
  greedy,
  hybrid,
  linear,
  logroller,
  micro,
  nashSeeker,
  randomNegotiator,
  timeDependent,
  titForTat,
  zeuthen,
} from './minds.ts'
import { likedBy } from './opponent-model.ts'
import { partnerFitter } from './partner-fit.ts'
import { multiIssue } from './protocol.ts'
import { published } from './published.ts'
import { readStrategies } from './reader.ts'
import {
  type Answered,
  BUCKETS,
  type Bucket,
  bucketOf,
  proposalsIn,
  type SplitRecord,
  splitPayoffs,
  splitRecord,
  walkAwayPoints,
} from './split-record.ts'
import { pointsOf, proposalsOf, restOf, splitsOf } from './splits.ts'
import { historyOf, STRATEGIES, type Strategy } from './state.ts'

export {
  type Answered,
  BUCKETS,
  type Bucket,
  boulware,
  bucketOf,
  conceder,
  fittedPartner,
  greedy,
  historyOf,
  hybrid,
  likedBy,
  linear,
  logroller,
  micro,
  multiIssue,
  nashSeeker,
  partnerFitter,
  pointsOf,
  proposalsIn,
  proposalsOf,
  published,
  randomNegotiator,
  readStrategies,
  restOf,
  type SplitRecord,
  STRATEGIES,
  type Strategy,
  shippedPartner,
  splitEstimates,
  splitPayoffs,
  splitRecord,
  splitsOf,
  timeDependent,
  titForTat,
  toldSplitEstimates,
  walkAwayPoints,
  zeuthen,
}
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = {
  protocol: multiIssue,
  minds: {
    logroller,
    boulware,
    conceder,
    fittedPartner,
    greedy,
    hybrid,
    linear,
    micro,
    nashSeeker,
    randomNegotiator,
    timeDependent,
    titForTat,
    zeuthen,
  },
  fitters: [partnerFitter],
}
