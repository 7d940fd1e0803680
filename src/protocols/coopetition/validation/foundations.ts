import type { Luck } from 'suasion'
import { mean } from 'suasion/statistics'
import { type Economy, equilibrium, valued } from '../equilibrium.ts'
import { numpyUniforms } from './mersenne.ts'

/** Two firms of a TR-1 case: what each depends on the other, and their bargaining shares. */
export interface Pair {
  readonly dependence: readonly [first: number, second: number]
  readonly share: readonly [number, number]
  readonly endowment?: number
}

/** How an investment turns into value: the two specifications of TR-1, with their published parameters. */
export const specifications = {
  power: { theta: 0, power: 0.75, gamma: 0.5 },
  logarithmic: { theta: 20, power: 0, gamma: 0.65 },
} as const
export type Specification = keyof typeof specifications

/** The five cases of TR-1, section 7.6.3; the first is the joint venture of Samsung and Sony. */
export const pairs = {
  slcd: { dependence: [0.64, 0.86], share: [0.55, 0.45] },
  'symmetric high': { dependence: [0.9, 0.9], share: [0.5, 0.5] },
  'symmetric medium': { dependence: [0.5, 0.5], share: [0.5, 0.5] },
  asymmetric: { dependence: [0.9, 0.2], share: [0.6, 0.4] },
  'platform and developer': { dependence: [0.1, 0.84], share: [0.833, 0.167] },
} as const satisfies Readonly<Record<string, Pair>>

/** What the equilibrium of a pair came to, beside investing alone; shares and points as in the TR-1 rubric. */
export interface Foundations {
  readonly alone: number
  readonly acts: readonly number[]
  /** Per cent more invested, and more value, than alone. */
  readonly cooperation: number
  readonly value: number
  readonly share: number
  readonly asymmetry: number
  /** Convergence (10), cooperation (15), value (15), distribution (10), strategic realism (10). */
  readonly points: readonly number[]
  readonly score: number
}

const economyOf = (
  { dependence, share, endowment = 100 }: Pair,
  of: (typeof specifications)[Specification],
): Economy => ({
  ...{ ...of, players: 2, endowment: [endowment, endowment], share, baseline: [0, 0] },
  dependence: [0, dependence[0], dependence[1], 0],
})

const sum = (...points: readonly (number | false)[]): number =>
  points.reduce<number>((total, each) => total + (each || 0), 0)

/**
 * The coopetitive equilibrium of a pair, beside the one without dependence and complementarity, scored by the 60-point
 * rubric of TR-1, section 8.3. `gamma` in place of the specification's own. Best responses are exact.
 */
export const foundations = (pair: Pair, specification: Specification, gamma?: number): Foundations => {
  const own = specifications[specification]
  const economy = economyOf(pair, { ...own, gamma: gamma ?? own.gamma } as typeof own)
  const start = { start: 10, least: 0.01 }
  const together = equilibrium(economy, start)
  const apart = equilibrium({ ...economy, gamma: 0, dependence: [0, 0, 0, 0] }, start)
  const before = valued(economy, apart.acts)
  const { acts, earnings, value, converged } = together
  const [a, b] = acts as [number, number]
  const [first, second] = earnings as [number, number]
  const cooperation = (100 * (mean(acts) - mean(apart.acts))) / mean(apart.acts)
  const gain = (100 * (value - before.value)) / before.value
  const share = first / (first + second)
  const asymmetry = Math.abs(a - b) / mean(acts)
  const finite = Number.isFinite(value)
  const points = [
    sum(
      converged && 2,
      a > 0 && b > 0 && 2,
      a < 100 && b < 100 && 2,
      Number.isFinite(first + second) && 2,
      finite && 2,
    ),
    sum(
      ...[cooperation > 0 && 1, cooperation > 10 && 2, cooperation > 15 && 2, cooperation < 100 && 3],
      ...[cooperation < 80 && 2, cooperation >= 15 && cooperation <= 60 && 3],
      a > apart.acts[0]! && b > apart.acts[1]! && 2,
    ),
    sum(
      ...[gain > 0 && 2, gain > 10 && 2, gain > 15 && 2, gain < 100 && 3, gain >= 10 && gain <= 50 && 3],
      value > before.value && 3,
    ),
    sum(
      first > 0 && second > 0 && 3,
      first > before.earnings[0]! && second > before.earnings[1]! && 3,
      share >= 0.5 && share <= 0.65 && 4,
    ),
    sum(converged && 3, mean(acts) > mean(apart.acts) && 3, asymmetry > 0.02 && asymmetry < 0.3 && 4),
  ]
  const score = points.reduce((total, each) => total + each, 0)
  return { alone: mean(apart.acts), acts, cooperation, value: gain, share, asymmetry, points, score }
}

/** The scores of both specifications over some pairs, and how often each lands where the joint venture is documented. */
export const compared = (drawn: readonly Pair[]) => {
  const scored = drawn.map((pair) => ({
    power: foundations(pair, 'power'),
    logarithmic: foundations(pair, 'logarithmic'),
  }))
  const of = (name: Specification) => scored.map((each) => each[name])
  const inBand = (name: Specification) =>
    mean(of(name).map((x) => (x.cooperation >= 15 && x.cooperation <= 50 ? 1 : 0)))
  return {
    power: of('power').map(({ score }) => score),
    logarithmic: of('logarithmic').map(({ score }) => score),
    wins: mean(scored.map(({ power, logarithmic }) => (logarithmic.score > power.score ? 1 : 0))),
    inBand: { power: inBand('power'), logarithmic: inBand('logarithmic') },
  }
}

/** The joint venture, its endowment, shares and dependences multiplied; shares still sum to 1, none depends above 1. */
const multiplied = (
  endowment: number,
  shares: readonly [number, number],
  dependences: readonly [number, number],
): Pair => {
  const [first, second] = pairs.slcd.share.map((x, i) => x * shares[i]!) as [number, number]
  return {
    dependence: pairs.slcd.dependence.map((d, i) => Math.min(1, d * dependences[i]!)) as [number, number],
    share: [first / (first + second), second / (first + second)],
    endowment: 100 * endowment,
  }
}

/** Scores of both specifications over draws of the joint venture's parameters, each moved by up to `noise` of itself. */
export const robustness = (luck: Luck, draws = 500, noise = 0.15) =>
  compared(
    Array.from({ length: draws }, (_, draw) => {
      const by = (name: string): number => 1 + noise * (2 * luck.of(name, draw).uniform() - 1)
      return multiplied(by('endowment'), [by('share 0'), by('share 1')], [by('dependence 0'), by('dependence 1')])
    }),
  )

/** The same over the released draws of a seed, where one number moves the second share and the first dependence alike. */
export const repeatedRobustness = (seed: number, draws: number, noise: number) => {
  const uniform = numpyUniforms(seed)
  const by = (): number => 1 + noise * (2 * uniform() - 1)
  return compared(
    Array.from({ length: draws }, () => {
      const [endowment, first, second, last] = [by(), by(), by(), by()]
      return multiplied(endowment, [first, second], [second, last])
    }),
  )
}

/** The same over pairs that have nothing to do with the venture: dependence uniform on 0 to 1, first share on .3 to .7. */
export const nullScores = (luck: Luck, draws: number) =>
  compared(
    Array.from({ length: draws }, (_, draw) => {
      const uniform = (name: string): number => luck.of(name, draw).uniform()
      const share = 0.3 + 0.4 * uniform('share')
      return { dependence: [uniform('dependence 0'), uniform('dependence 1')], share: [share, 1 - share] }
    }),
  )
