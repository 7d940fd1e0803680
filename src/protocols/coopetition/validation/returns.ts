import { constantReturn } from '../batch.ts'
import type { EnvironmentId } from '../environments/index.ts'

/** The shares of the endowment that `returns` has columns for. */
export const shares = [0, 0.25, 0.5, 0.75, 1] as const

/** What constant policies return by environment: at each of `shares`, at .5 paid privately, and at the best share known. */
export interface ReturnsRow {
  readonly at: readonly number[]
  readonly private: number
  readonly best: readonly [share: number, total: number]
}

const row = (at: readonly number[], own: number, share: number, total: number): ReturnsRow => ({
  at,
  private: own,
  best: [share, total],
})

/**
 * Sums of rewards over agents and rounds of the released package at d2dffd5 (seed 99, 32-bit acts), computed outside this
 * project. The best share of ApacheProject there is .60; at .61 it returns more.
 */
export const returns = {
  TrustDilemma: row([635.8, 946.8, 46266.8, 43648.0, 40303.9], 29227.3, 0.42, 46829.8),
  PartnerHoldUp: row([656.7, 965.0, 45857.9, 42639.7, 38699.9], 28588.3, 0.37, 46971.7),
  PlatformEcosystem: row([2380.9, 3786.2, 143478.3, 131326.0, 116649.1], 74864.5, 0.32, 148887.9),
  DynamicPartnerSelection: row([30672.2, 41695.0, 107314.1, 94021.0, 78963.2], 37606.9, 0.37, 112780.8),
  RecoveryRace: row([30022.8, 44332.3, 59507.6, 55562.8, 50669.0], 43091.0, 0.37, 60794.0),
  SLCD: row([20135.2, 29858.0, 49870.0, 46827.0, 42996.1], 28977.3, 0.33, 51011.2),
  RenaultNissan: row([19088.5, 29877.7, 45685.2, 43170.7, 39871.4], 29324.2, 0.33, 46471.5),
  CooperativeNegotiation: row([20046.2, 29600.6, 43948.0, 41034.6, 37420.5], 28727.3, 0.37, 44920.6),
  ReputationMarket: row([20933.3, 29530.3, 146965.7, 163761.5, 140066.3], 62886.4, 0.62, 171198.1),
  TeamProduction: row([18305.5, 37255.7, 97079.2, 94382.7, 89390.5], 37689.8, 0.47, 97144),
  LoyaltyTeam: row([10169.7, 18627.8, 116495.1, 126000.9, 123358.8], 45227.7, 0.66, 126215),
  CoalitionFormation: row([19051.4, 35866.2, 404633.9, 434186.8, 421151.7], 110329.9, 0.61, 436588),
  ApacheProject: row([82060.5, 147310.0, 5436868, 5751662, 5484826], 260836.4, 0.6, 5821440),
  PublicGoods: row([12782.8, 23310.5, 173801.8, 187096.2, 182165.9], 56047.2, 0.63, 187799),
  ReciprocalDilemma: row([20057.9, 29744.0, 42815.3, 40186.2, 36880.3], 28978.3, 0.33, 43806.2),
  GiftExchange: row([18058.3, 27648.0, 41691.0, 39401.9, 36416.1], 27199.1, 0.33, 42425.7),
  IndirectReciprocity: row([60281.6, 86945.3, 177579.8, 160752.6, 140951.3], 82062.1, 0.32, 185721.0),
  GraduatedSanction: row([120619.9, 172336.6, 436054.6, 389494.9, 335484.9], 160870.5, 0.42, 447887.9),
  AppleAppStore: row([15976.2, 24905.2, 43752.5, 40630.3, 36716.5], 24227.4, 0.33, 44934.4),
} as const satisfies Partial<Record<EnvironmentId, ReturnsRow>>

/** What ours returns at the best share known there. */
export const returnAtBest = (environment: keyof typeof returns): number =>
  constantReturn({ environment, precision: 'single' }, returns[environment].best[0]).total

/** What tit for tat returns, from the same source. */
export const mirrored = {
  TrustDilemma: 46266.8,
  PartnerHoldUp: 45320.4,
  PlatformEcosystem: 138285.9,
  AppleAppStore: 43175.3,
}

/** What the equilibrium oracle returns. The released optimiser stops up to .015 short of the exact equilibrium. */
export const solved = {
  TrustDilemma: 947.9,
  PartnerHoldUp: 970.0,
  PlatformEcosystem: 4055.1,
  DynamicPartnerSelection: 41911.8,
  RecoveryRace: 44333.5,
  SLCD: 29886.5,
  RenaultNissan: 37889.4,
  CooperativeNegotiation: 29601.5,
  ReputationMarket: 29260.1,
} as const satisfies Partial<Record<EnvironmentId, number>>
