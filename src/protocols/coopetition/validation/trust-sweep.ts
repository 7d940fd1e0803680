import { mean, quantile } from 'suasion/statistics'
import { type Bond, type Law, moved, type Rates } from './trust-law.ts'

const grid = {
  building: [0.05, 0.08, 0.1, 0.12, 0.15],
  erosion: [0.15, 0.23, 0.3, 0.38, 0.45],
  damage: [0.5, 0.55, 0.6, 0.65, 0.7],
  decay: [0.01, 0.02, 0.03, 0.04, 0.05],
  amplification: [0.3, 0.4, 0.5, 0.6, 0.7],
} as const

/** How trust behaves under some rates, by the measures of TR-2. */
export interface TrustMetrics {
  readonly negativity: number
  /** Most trust in 35 good rounds after one violation, as a share of what it was. */
  readonly hysteresis: number
  /** What four small violations cost, beside one large one. */
  readonly cumulative: number
  /** What a violation costs at a dependence of .8, beside .2. */
  readonly dependency: number
}

const [grave, slight, good] = [Math.tanh(-4), Math.tanh(-1), Math.tanh(2)]

/** The measures of TR-2, section 6, of one set of rates. */
export const trustMetrics = (rates: Rates, law: Law): TrustMetrics => {
  let bond: Bond = moved({ trust: 0.85, damage: 0 }, Math.tanh(-3), 0.5, rates, law)
  let most = bond.trust
  for (let t = 0; t < 35; t++) {
    bond = moved(bond, good, 0.5, rates, law)
    if (bond.trust > most) most = bond.trust
  }
  const whole = { trust: 0.8, damage: 0 }
  let many: Bond = whole
  for (let k = 0; k < 4; k++) many = moved(many, slight, 0.5, rates, law)
  const lost = (dependence: number): number => 0.8 - moved(whole, Math.tanh(-2), dependence, rates, law).trust
  return {
    negativity: rates.erosion / rates.building,
    hysteresis: most / 0.85,
    cumulative: (0.8 - many.trust) / (0.8 - moved(whole, grave, 0.5, rates, law).trust),
    dependency: lost(0.8) / lost(0.2),
  }
}

/**
 * The sweep of TR-2 over 5 values of each of 7 parameters, 78,125 configurations. Two of the seven (rho and kappa) enter
 * none of the measures, so each of the 3,125 others is measured once and stands for 25.
 */
export const trustSweep = (law: Law = {}): readonly TrustMetrics[] =>
  grid.building.flatMap((building) =>
    grid.erosion.flatMap((erosion) =>
      grid.damage.flatMap((damage) =>
        grid.decay.flatMap((decay) =>
          grid.amplification.map((amplification) =>
            trustMetrics({ building, erosion, damage, decay, amplification }, law),
          ),
        ),
      ),
    ),
  )

/** Median, mean, least and most of one measure. */
export const summaryOf = (all: readonly TrustMetrics[], name: keyof TrustMetrics) => {
  const values = all.map((each) => each[name])
  const at = (p: number): number => quantile(values, p)
  return { median: at(0.5), mean: mean(values), least: at(0), most: at(1) }
}
