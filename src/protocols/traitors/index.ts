import { type AccurateVotes, accurateVotes, randomBanishment } from './baseline.ts'
import { metricsOf, type RoundLog, type TraitorsMetrics } from './metrics.ts'
import { type FaithfulOptions, randomVoter, suspicious } from './minds.ts'
import { traitors } from './protocol.ts'
import { accusedIn, claimIn } from './speech.ts'
import { type Signs, suspicions } from './suspicion.ts'
import { bloc, splitter } from './traitor-minds.ts'
import { votingRecord } from './voting-record.ts'

export {
  type AccurateVotes,
  accurateVotes,
  accusedIn,
  bloc,
  claimIn,
  type FaithfulOptions,
  metricsOf,
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
}
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: traitors, minds: { suspicious, bloc, splitter, randomVoter } }
