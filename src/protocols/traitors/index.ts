import { type AccurateVotes, accurateVotes, randomBanishment } from './baseline.ts'
import { baselines, estimatesOf, LIES, meanOf, winsOf } from './estimates.ts'
import { metricsOf, type RoundLog, type TraitorsMetrics } from './metrics.ts'
import { type FaithfulOptions, randomVoter, suspicious } from './minds.ts'
import { traitors } from './protocol.ts'
import { ACCURACIES, COMPOSITIONS, published } from './published.ts'
import { accusedIn, claimIn } from './speech.ts'
import { type Signs, suspicions } from './suspicion.ts'
import { bloc, splitter } from './traitor-minds.ts'
import { votingRecord } from './voting-record.ts'

export {
  ACCURACIES,
  type AccurateVotes,
  accurateVotes,
  accusedIn,
  baselines,
  bloc,
  COMPOSITIONS,
  claimIn,
  estimatesOf,
  type FaithfulOptions,
  LIES,
  meanOf,
  metricsOf,
  published,
  type RoundLog,
  randomBanishment,
  randomVoter,
  type Signs,
  splitter,
  suspicions,
  suspicious,
  type TraitorsMetrics,
  traitors,
  votingRecord,
  winsOf,
}
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: traitors, minds: { suspicious, bloc, splitter, randomVoter } }
