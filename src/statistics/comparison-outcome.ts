import { normalDensity, normalQuantile, normalSurvival } from '../math/distributions.ts'

/**
 * How one comparison comes out, given how far the first is ahead and how wide the band of ties is. `fill` writes for the
 * first's win, the second's and the tie, in this order, six numbers each: the log chance, its slopes by lead and by
 * band, and its curvatures by lead twice, by both, and by band twice. Without ties the band stays as given and unused.
 */
export interface OutcomeModel {
  readonly name: string
  /** What is reported of the band of ties is exp of it. */
  readonly band: string
  readonly fill: (lead: number, band: number, ties: boolean, out: Float64Array) => void
  /** The band at which equals tie in a share of games. */
  readonly start: (share: number) => number
  /** Where the band must lie above 0. */
  readonly positive: boolean
}

const write = (out: Float64Array, outcome: number, ...six: readonly number[]): void => out.set(six, outcome * 6)

const logistic = (x: number): number => 1 / (1 + Math.exp(-x))
const logLogistic = (x: number): number => (x < 0 ? x - Math.log1p(Math.exp(x)) : -Math.log1p(Math.exp(-x)))

/** Davidson (1970, JASA 65): first, second and tie are as exp(lead / 2) : exp(-lead / 2) : nu, with band = ln nu. */
const davidson: OutcomeModel = {
  name: 'ties after Davidson',
  band: "log of Davidson's nu",
  positive: false,
  start: (share) => Math.log((2 * share) / (1 - share)),
  fill: (lead, band, ties, out) => {
    const heights = [lead / 2, -lead / 2, ties ? band : Number.NEGATIVE_INFINITY]
    const top = Math.max(...heights)
    const total = top + Math.log(heights.reduce((sum, each) => sum + Math.exp(each - top), 0))
    const [first, second, tie] = heights.map((each) => Math.exp(each - total)) as [number, number, number]
    const ahead = (first - second) / 2
    const [a, b, c] = [ahead ** 2 - (first + second) / 4, ahead * tie, tie ** 2 - tie]
    write(out, 0, heights[0]! - total, 0.5 - ahead, -tie, a, b, c)
    write(out, 1, heights[1]! - total, -0.5 - ahead, -tie, a, b, c)
    write(out, 2, heights[2]! - total, -ahead, 1 - tie, a, b, c)
  },
}

/** Rao and Kupper (1967, JASA 62): P(first) = 1 / (1 + exp(band - lead)), with band = ln theta, above 0. */
const raoKupper: OutcomeModel = {
  name: 'ties after Rao and Kupper',
  band: "log of Rao and Kupper's theta",
  positive: true,
  start: (share) => 2 * Math.atanh(share),
  fill: (lead, band, ties, out) => {
    const wide = ties ? band : 0
    const [first, second] = [logistic(lead - wide), logistic(-lead - wide)]
    const [a, b] = [first * (1 - first), second * (1 - second)]
    write(out, 0, logLogistic(lead - wide), 1 - first, first - 1, -a, a, -a)
    write(out, 1, logLogistic(-lead - wide), second - 1, second - 1, -b, -b, -b)
    if (!ties) return
    const edge = Math.expm1(2 * wide)
    const height = logLogistic(lead + wide) + logLogistic(wide - lead) + Math.log(-Math.expm1(-2 * wide))
    const bend = (-4 * Math.exp(2 * wide)) / edge ** 2
    write(out, 2, height, second - first, second + first + 2 / edge, -a - b, a - b, bend - a - b)
  },
}

/** Glenn and David (1960, Biometrics 16): P(first) = Phi(lead - band), the band above 0. */
const glennDavid: OutcomeModel = {
  name: 'ties after Glenn and David',
  band: 'threshold of Glenn and David',
  positive: true,
  start: (share) => normalQuantile((1 + share) / 2),
  fill: (lead, band, ties, out) => {
    const wide = ties ? band : 0
    for (const [outcome, side] of [1, -1].entries()) {
      const x = side * lead - wide
      const chance = normalSurvival(-x)
      const slope = normalDensity(x) / chance
      const bend = -slope * (x + slope)
      write(out, outcome, Math.log(chance), side * slope, -slope, bend, -side * bend, bend)
    }
    if (!ties) return
    const [high, low] = [lead + wide, lead - wide]
    const away = Math.abs(lead)
    const chance = normalSurvival(away - wide) - normalSurvival(away + wide)
    const [atHigh, atLow] = [normalDensity(high) / chance, normalDensity(low) / chance]
    const [byLead, byBand] = [atHigh - atLow, atHigh + atLow]
    const curve = low * atLow - high * atHigh
    const both = -high * atHigh - low * atLow - byLead * byBand
    write(out, 2, Math.log(chance), byLead, byBand, curve - byLead ** 2, both, curve - byBand ** 2)
  },
}

/** The models of an outcome by name. */
export const OUTCOME_MODELS = { davidson, 'rao-kupper': raoKupper, 'glenn-david': glennDavid } as const
