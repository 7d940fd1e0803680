import { normalDensity, normalQuantile, normalSurvival } from '../math/distributions.ts'
import { checkLevel } from './check.ts'
import { cumulativeFrame, type OrdinalData, totals } from './cumulative-logit.ts'
import { waldCoefficients } from './generalised-mixed.ts'
import { type Likelihood, maximise } from './likelihood.ts'
import { type OrdinalModel, type ProportionalOddsFit, prepare } from './proportional-odds.ts'
import type { Row } from './row.ts'

/** A distribution behind an ordered outcome. */
interface Link {
  /** P(low < X <= high), with its digits in both tails. */
  between(low: number, high: number): number
  density(x: number): number
  /** The derivative of the density. */
  bend(x: number): number
  quantile(p: number): number
}

const links = {
  probit: {
    between: (low, high) =>
      low > 0 ? normalSurvival(low) - normalSurvival(high) : normalSurvival(-high) - normalSurvival(-low),
    density: normalDensity,
    bend: (x) => -x * normalDensity(x),
    quantile: normalQuantile,
  },
  cloglog: {
    between: (low, high) => -Math.exp(-Math.exp(low)) * Math.expm1(Math.exp(low) - Math.exp(high)),
    density: (x) => Math.exp(x - Math.exp(x)),
    bend: (x) => Math.exp(x - Math.exp(x)) * -Math.expm1(x),
    quantile: (p) => Math.log(-Math.log1p(-p)),
  },
} as const satisfies Readonly<Record<string, Link>>

/** Of an ordered outcome, beside the logit that `proportionalOdds` takes. */
export type OrdinalLink = keyof typeof links

/** ln P(Y = k) = ln(F(cut_k - x b) - F(cut_k-1 - x b)); concave, since each of these densities is log-concave. */
const cumulative = (data: OrdinalData, link: Link): Likelihood => {
  const { matrix, outcome, counts } = data
  const { width, cuts, size, row, reach, names } = cumulativeFrame(data)
  return {
    names,
    cuts,
    reach,
    evaluate(at, gradient, information) {
      for (let k = 1; k < cuts; k++) if (!(at[k - 1]! < at[k]!)) return Number.NEGATIVE_INFINITY
      gradient.fill(0)
      information.fill(0)
      let total = 0
      for (let i = 0; i < counts.length; i++) {
        const [level, count, eta] = [outcome[i]!, counts[i]!, row(i, at)]
        const high = level < cuts ? at[level]! - eta : Number.POSITIVE_INFINITY
        const low = level > 0 ? at[level - 1]! - eta : Number.NEGATIVE_INFINITY
        const p = link.between(low, high)
        if (!(p > 0)) return Number.NEGATIVE_INFINITY
        total += count * Math.log(p)
        const [top, bottom] = [level < cuts, level > 0]
        const up = top ? link.density(high) / p : 0
        const down = bottom ? link.density(low) / p : 0
        // Minus the second derivatives in the upper end, the lower end and both.
        const ofUp = top ? up * up - link.bend(high) / p : 0
        const ofDown = bottom ? down * down + link.bend(low) / p : 0
        const both = -up * down
        if (top) {
          gradient[level]! += count * up
          information[level * size + level]! += count * ofUp
        }
        if (bottom) {
          gradient[level - 1]! -= count * down
          information[(level - 1) * size + level - 1]! += count * ofDown
        }
        if (top && bottom) information[level * size + level - 1]! += count * both
        for (let a = 0; a < width; a++) {
          const x = matrix[i * width + a]!
          if (x === 0) continue
          const line = (cuts + a) * size
          gradient[cuts + a]! -= count * (up - down) * x
          if (top) information[line + level]! -= count * (ofUp + both) * x
          if (bottom) information[line + level - 1]! -= count * (ofDown + both) * x
          for (let b = 0; b <= a; b++)
            information[line + cuts + b]! += count * (ofUp + 2 * both + ofDown) * x * matrix[i * width + b]!
        }
      }
      for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) information[b * size + a] = information[a * size + b]!
      return total
    },
  }
}

/**
 * Cumulative-link regression of an ordered outcome, F(cut_k - x b) = P(Y <= k), with F the normal ('probit') or
 * 1 - exp(-exp(x)) ('cloglog', where exp(-b) multiplies a hazard); for the logit see `proportionalOdds`. Newton's
 * method on the exact Hessian, Wald intervals. R: `ordinal::clm(ordered(y) ~ ..., link = )`. Throws as it does.
 */
export const cumulativeLink = (
  rows: readonly Row[],
  { link, ...model }: Omit<OrdinalModel, 'interval'> & { readonly link: OrdinalLink },
): ProportionalOddsFit => {
  const level = checkLevel(model.level)
  if (!Object.hasOwn(links, link))
    throw new Error(`${String(link)} is no link; it is ${Object.keys(links).join(' or ')}`)
  const { data, levels, n, unused } = prepare(rows, model)
  const sums = totals(data)
  const start = new Float64Array(levels.length - 1 + data.names.length)
  let below = 0
  for (let k = 0; k < levels.length - 1; k++) start[k] = links[link].quantile((below += sums[k]!) / n)
  const { at, covariance, logLikelihood, iterations } = maximise(cumulative(data, links[link]), start)
  const size = at.length
  const cuts = levels.length - 1
  const errors = Float64Array.from(at, (_, k) => Math.sqrt(covariance[k * (size + 1)]!))
  const cutNames = levels.slice(1).map((one, k) => `${levels[k]}|${one}`)
  return {
    coefficients: waldCoefficients(data.names, at.subarray(cuts), errors.subarray(cuts), {
      level,
      n,
      estimator: `cumulative ${link} coefficient, Wald interval`,
    }),
    cuts: cutNames.map((name, k) => ({ name, value: at[k]!, se: errors[k]! })),
    parameters: [...cutNames, ...data.names],
    covariance,
    logLikelihood,
    nullLogLikelihood: sums.reduce((total, count) => total + count * Math.log(count / n), 0),
    iterations,
    free: size,
    levels,
    n,
    ...(unused.length > 0 && { note: `never seen and left out: ${model.outcome} ${unused.join(', ')}` }),
  }
}
