import { mean, quantile } from 'suasion/statistics'
import { nashEffort } from '../team.ts'

/** How the loyal count what their teammates get: its sum (TR-3 as published), or its average (the code since 2026). */
export type Counting = 'sum' | 'average'

/** A team of TR-3, with the least and the most effort of one member. */
export interface LoyalTeam {
  readonly omega: number
  readonly beta: number
  readonly cost: number
  readonly benefit: number
  readonly tolerance: number
  readonly loyalties: readonly number[]
}

const [least, most] = [0.01, 50]

/**
 * The efforts that best responses in turn come to, from half the most effort. Each member has a total effort it wants,
 * so best responses are exact: the difference from what the others do, within bounds.
 */
export const teamEfforts = (team: LoyalTeam, counting: Counting): readonly number[] => {
  const { omega, beta, cost, benefit, tolerance, loyalties } = team
  const n = loyalties.length
  const mates = counting === 'sum' ? n - 1 : 1
  const wanted = loyalties.map((loyalty) => {
    const gain = omega * beta * (1 + loyalty * benefit * mates)
    return (gain / (n * cost * (1 - loyalty * tolerance))) ** (1 / (1 - beta))
  })
  const efforts = new Array<number>(n).fill(most / 2)
  let total = (n * most) / 2
  for (let sweep = 0; sweep < 1000; sweep++) {
    let change = 0
    for (let i = 0; i < n; i++) {
      const others = total - efforts[i]!
      const next = Math.min(most, Math.max(least, wanted[i]! - others))
      change = Math.max(change, Math.abs(next - efforts[i]!))
      efforts[i] = next
      total = others + next
    }
    if (change < 1e-9) break
  }
  return efforts
}

const meanEffort = (team: LoyalTeam, counting: Counting): number => mean(teamEfforts(team, counting))

const grid = {
  omega: [10, 15, 20, 25, 30],
  beta: [0.4, 0.45, 0.5, 0.55, 0.6],
  cost: [1.5, 2, 2.5, 3, 3.5],
  players: [3, 4, 5, 6, 8],
  loyalty: [0, 0.3, 0.5, 0.7, 0.9],
} as const

/** What the sweep of TR-3 came to; targets are shares from 0 to 1. */
export interface TeamSweep {
  readonly configurations: number
  readonly targets: Readonly<
    Record<'free riding' | 'loyalty' | 'differentiation' | 'size' | 'synergy' | 'bounded', number>
  >
  /** Effort at loyalty .9 over that at .1: median and mean over teams. */
  readonly ratio: number
  readonly meanRatio: number
  /** Effort at loyalty .9 less that at 0: mean over standard deviation (Cohen's d of pairs). */
  readonly d: number
}

const share = (flags: readonly boolean[]): number => flags.filter(Boolean).length / flags.length

/** The 3,125 configurations of TR-3: 625 teams at five loyalties each. */
export const teamSweep = (counting: Counting): TeamSweep => {
  const teams = grid.omega.flatMap((omega) =>
    grid.beta.flatMap((beta) =>
      grid.cost.flatMap((cost) => grid.players.map((players) => ({ omega, beta, cost, players }))),
    ),
  )
  const measured = teams.map(({ players, ...rest }) => {
    const effort = (loyalty: number, benefit = 0.8, tolerance = 0.3): number =>
      meanEffort({ ...rest, benefit, tolerance, loyalties: new Array(players).fill(loyalty) }, counting)
    const efforts = grid.loyalty.map((loyalty) => effort(loyalty))
    const nash = nashEffort({ ...rest, players, most: Number.POSITIVE_INFINITY })
    const base = efforts[0]!
    const apart = effort(0.7, 0.8, 0) + effort(0.7, 0, 0.3) - 2 * base
    return {
      ...{ ...rest, players, efforts, ratio: effort(0.9) / effort(0.1) },
      accurate: Math.abs(base - nash) / nash < 0.05,
      monotone: efforts.every((x, i) => i === 0 || x >= efforts[i - 1]! - 1e-9),
      synergy: apart > 0 ? (efforts[3]! - base) / apart : 1,
    }
  })
  const key = ({ omega, beta, cost }: (typeof measured)[number]): string => `${omega} ${beta} ${cost}`
  const families = [...new Set(measured.map(key))].map((family) => measured.filter((each) => key(each) === family))
  const ratios = measured.map(({ ratio }) => ratio)
  const gains = measured.map(({ efforts }) => efforts[4]! - efforts[0]!)
  const gain = mean(gains)
  return {
    configurations: measured.length * grid.loyalty.length,
    targets: {
      'free riding': share(measured.map(({ accurate }) => accurate)),
      loyalty: share(measured.map(({ monotone }) => monotone)),
      differentiation: share(ratios.map((ratio) => ratio > 2)),
      size: share(
        families.map((family) => family.every((x, i) => i === 0 || x.efforts[0]! <= family[i - 1]!.efforts[0]! + 1e-9)),
      ),
      synergy: share(measured.map(({ synergy }) => synergy > 1.1)),
      bounded: share(measured.flatMap(({ efforts }) => efforts.map((x) => x > 0 && x <= most))),
    },
    ratio: quantile(ratios, 0.5),
    meanRatio: mean(ratios),
    d: gain / Math.sqrt(mean(gains.map((x) => (x - gain) ** 2))),
  }
}
