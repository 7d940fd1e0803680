import { ARENA, type Arena, arenaOf, LISTENERS, PLAYS, type VillageListener } from './arena.ts'
import { randomVillage, type Village } from './baseline.ts'
import { type Beliefs, beliefs, type Listener } from './beliefs.ts'
import { estimatesOf, LIES, speechGame, speechLspo } from './estimates.ts'
import { kMeans } from './k-means.ts'
import { type LspoIteration, type LspoOptions, lspo } from './lspo.ts'
import { honest, randomPlayer } from './minds.ts'
import { bluffer, pack, SPEECHES, type WolfSpeech } from './pack-minds.ts'
import { werewolf } from './protocol.ts'
import { published, RPSSL_STEPS, VILLAGES } from './published.ts'
import { exploitability, type Payoffs, type RegretMatchingOptions, RPSSL, regretMatching } from './regret-matching.ts'
import { claimIn, stanceIn } from './speech.ts'
import { bayesian, LISTENER } from './village-minds.ts'
import { type VillageRecord, villageRecord } from './village-record.ts'
import { CATEGORIES, type Category, OPTIONS, opponentInference, speechScore, voteAlignment } from './werealign.ts'

export {
  ARENA,
  type Arena,
  arenaOf,
  type Beliefs,
  bayesian,
  beliefs,
  bluffer,
  CATEGORIES,
  type Category,
  claimIn,
  estimatesOf,
  exploitability,
  honest,
  kMeans,
  LIES,
  LISTENER,
  LISTENERS,
  type Listener,
  type LspoIteration,
  type LspoOptions,
  lspo,
  OPTIONS,
  opponentInference,
  type Payoffs,
  PLAYS,
  pack,
  published,
  type RegretMatchingOptions,
  RPSSL,
  RPSSL_STEPS,
  randomPlayer,
  randomVillage,
  regretMatching,
  SPEECHES,
  speechGame,
  speechLspo,
  speechScore,
  stanceIn,
  VILLAGES,
  type Village,
  type VillageListener,
  type VillageRecord,
  villageRecord,
  voteAlignment,
  type WolfSpeech,
  werewolf,
}
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = { protocol: werewolf, minds: { bayesian, pack, bluffer, honest, randomPlayer } }
