import { bestResponse, type Economy, valued } from '../equilibrium.ts'
import { type Claim, formal, once } from './claims.ts'
import { pairs, specifications } from './foundations.ts'

/** What taking for oneself costs and brings in the two-dimensional joint venture, and how far it thins what is shared. */
export interface Appropriation {
  /** Cost of effort, linear and squared. */
  readonly cost: number
  readonly strain: number
  /** The part of the surplus that full effort captures. */
  readonly capture: number
  /** How much of what is shared the mean effort erodes. */
  readonly erosion: number
}

/** As released: the package calls them kappa, xi, eta and beta, and says that they are set coarsely. */
export const usualAppropriation: Appropriation = { cost: 0.5, strain: 15, capture: 0.4, erosion: 0.6 }

/** What each invests, takes for itself and gets, the first being Samsung. */
export interface Appropriated {
  /** Of an endowment of 100. */
  readonly acts: readonly number[]
  /** Effort to take for oneself, 0 to 1. */
  readonly efforts: readonly number[]
  /** Integrated utility. */
  readonly utilities: readonly number[]
}

const { dependence, share } = pairs.slcd
const [first, second] = dependence
const venture: Economy = {
  ...{ ...specifications.logarithmic, players: 2, endowment: [100, 100], share, baseline: [0, 0] },
  dependence: [0, first, second, 0],
}

/**
 * The equilibrium of the joint venture where each also chooses an effort to take for itself (extension slcd_2d): of the
 * surplus S each is paid share · S · (1 − erosion · mean effort) + capture · effort · S, less what the effort costs.
 * Trust plays no part. Best acts and best efforts are exact, in turn, from half the endowment and an effort of .1.
 * Throws if a number is negative or not finite, strain is 0, erosion is above 1, or nothing settles in 2,000 turns.
 */
export const appropriated = (of: Appropriation = usualAppropriation): Appropriated => {
  for (const [name, x] of Object.entries(of))
    if (!(Number.isFinite(x) && x >= 0))
      throw new Error(`appropriated: ${name} is ${x}; it must be a finite number of at least 0`)
  if (of.strain === 0)
    throw new Error('appropriated: strain is 0; it must be above 0, or nothing but bounds would stop an effort')
  if (of.erosion > 1) throw new Error(`appropriated: erosion is ${of.erosion}; it must be at most 1`)
  const acts = [50, 50]
  const efforts = [0.1, 0.1]
  const parts = (): number[] => {
    const kept = 1 - (of.erosion * (efforts[0]! + efforts[1]!)) / 2
    return efforts.map((p, i) => share[i]! * kept + of.capture * p)
  }
  const surplus = (): number => venture.gamma * Math.sqrt(acts[0]! * acts[1]!)
  let moved = 1
  for (let turn = 0; moved >= 1e-10; turn++) {
    if (turn === 2000) throw new Error('appropriated: acts and efforts do not settle; take a larger strain')
    moved = 0
    for (const i of [0, 1]) {
      const act = bestResponse({ ...venture, share: parts() }, i, acts)
      moved = Math.max(moved, Math.abs(act - acts[i]!))
      acts[i] = act
      const lost = (of.erosion * (share[i]! + dependence[i]! * share[1 - i]!)) / 2
      const effort = Math.min(1, Math.max(0, (surplus() * (of.capture - lost) - of.cost) / (2 * of.strain)))
      moved = Math.max(moved, Math.abs(effort - efforts[i]!))
      efforts[i] = effort
    }
  }
  const { earnings } = valued({ ...venture, share: parts() }, acts)
  const paid = earnings.map((x, i) => x - of.cost * efforts[i]! - of.strain * efforts[i]! ** 2)
  return { acts, efforts, utilities: paid.map((x, i) => x + dependence[i]! * paid[1 - i]!) }
}

const solved = once(() => appropriated())
const released = {
  acts: { values: [26.77, 27.55], margin: 0.005, what: 'invests' },
  efforts: { values: [0.071, 0.056], margin: 0.0005, what: 'appropriates' },
  utilities: { values: [243.8, 275.96], margin: 0.005, what: 'gets' },
} as const

/** The default equilibrium of the extension, which its formalism rounds to efforts of about .07 and .06. */
export const appropriationClaims: Readonly<Record<string, Claim>> = Object.fromEntries(
  (['acts', 'efforts', 'utilities'] as const).flatMap((name) =>
    ['first', 'second'].map((who, i): [string, Claim] => [
      `slcd_2d, ${who} ${released[name].what}`,
      {
        ...{ ...formal, value: released[name].values[i]!, margin: released[name].margin },
        ...{ origin: 'published', n: 1 },
        ...{ source: 'Coopetition-Gym d2dffd5, README of slcd_2d', estimator: 'best responses, exact' },
        compute: () => solved()[name][i]!,
      },
    ]),
  ),
)
