export { apache } from './apache.ts'
export { appStore, appStoreFit, appStoreScore, conceded, phaseMeans } from './apple.ts'
export {
  type Appropriated,
  type Appropriation,
  appropriated,
  appropriationClaims,
  usualAppropriation,
} from './appropriation.ts'
export { audit, beaten, bestConstant, type Deviation, learners } from './audit.ts'
export { type Claim, estimatesOf, publishedOf } from './claims.ts'
export { foundationClaims } from './claims-tr1.ts'
export { trustClaims } from './claims-tr2.ts'
export { loyaltyClaims } from './claims-tr3.ts'
export { reciprocityClaims } from './claims-tr4.ts'
export { type Cooperation, cooperation, type Reciprocating } from './cooperation.ts'
export { allTargets, cooperationAt, dilemma, recovery, teamOutput, unevenAnswers } from './experiments.ts'
export {
  compared,
  type Foundations,
  foundations,
  nullScores,
  type Pair,
  pairs,
  repeatedRobustness,
  robustness,
  specifications,
} from './foundations.ts'
export { numpyNormals, numpyUniforms } from './mersenne.ts'
export { judge, type Reciprocity, type ReciprocitySweep, reciprocitySweep } from './reciprocity-sweep.ts'
export { alliance, allianceRates, renaultNissan, usualRates } from './renault-nissan.ts'
export { mirrored, type ReturnsRow, returnAtBest, returns, shares, solved } from './returns.ts'
export { type Counting, type LoyalTeam, type TeamSweep, teamEfforts, teamSweep } from './team-sweep.ts'
export { type Bond, type Law, moved, type Rates } from './trust-law.ts'
export { summaryOf, type TrustMetrics, trustMetrics, trustSweep } from './trust-sweep.ts'
