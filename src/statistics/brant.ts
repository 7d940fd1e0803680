import { cholesky, choleskyInverse } from '../math/linear.ts'
import { design } from './design.ts'
import { SeparationError } from './likelihood.ts'
import { logistic } from './logistic.ts'
import { type OrdinalModel, prepare } from './proportional-odds.ts'
import { frequencies, type Level, type Row } from './row.ts'
import { times } from './sandwich.ts'
import { waldTest } from './wald.ts'

interface Tested {
  readonly statistic: number
  readonly df: number
  readonly p: number
}

/** Brant's test of parallel odds: all columns together, and each by its name; `cuts` holds the effects that are compared. */
export interface BrantTest extends Tested {
  readonly columns: Readonly<Record<string, Tested>>
  /** All columns of a term together, by the term's name, such as `pre` or `opponent:personalised`. */
  readonly terms: Readonly<Record<string, Tested>>
  /** The log odds ratio of each column in the logistic regression of an outcome above each cut. */
  readonly cuts: readonly { readonly at: string; readonly values: Readonly<Record<string, number>> }[]
  readonly n: number
  readonly test: string
}

/**
 * Brant's (1990) Wald test that each column has the same log odds ratio at every cut, from the logistic regressions at
 * the cuts and what they share. Small p says that proportional odds does not hold; large p says little in a small sample.
 * R: `car::poTest(MASS::polr(y ~ ...))`, whose test of all columns together differs in the third digit, because it leaves
 * the covariance of two cuts untransposed below the diagonal. Throws as `proportionalOdds` does, on an outcome of two levels,
 * and naming the cut where the data are separated there.
 */
export const brantTest = (all: readonly Row[], model: OrdinalModel): BrantTest => {
  const { levels, n } = prepare(all, model)
  if (levels.length < 3) throw new Error(`${model.outcome} has two levels, so there is one cut and nothing to compare`)
  const weights = frequencies(all, model.frequency)
  const rows = all.filter((_, i) => weights[i]! > 0)
  const counts = weights.filter((weight) => weight > 0)
  const { names, matrix, assign } = design(rows, model.terms)
  const width = names.length
  if (width < 2) throw new Error('a model without terms has no odds ratio that could differ from cut to cut; add one')
  const above = `${model.outcome} above the cut`
  const { levels: _, interval: __, ...plain } = model
  const fits = levels.slice(0, -1).map((at, k) => {
    const high = levels.slice(k + 1)
    const marked = rows.map((row) => ({ ...row, [above]: high.includes(row[model.outcome] as Level) }))
    try {
      return logistic(marked, { ...plain, outcome: above, interval: 'wald' })
    } catch (error) {
      if (!(error instanceof SeparationError)) throw error
      throw new Error(
        `Brant's test has no answer: ${model.outcome} above ${at} is separated; merge outcome levels. ${error.message}`,
      )
    }
  })
  const chances = fits.map((fit) =>
    Float64Array.from(rows, (_, i) => {
      const eta = fit.coefficients.reduce((sum, { value }, a) => sum + matrix[i * width + a]! * value, 0)
      return 1 / (1 + Math.exp(-eta))
    }),
  )
  const information = (weight: (i: number) => number): Float64Array => {
    const square = new Float64Array(width * width)
    for (let i = 0; i < rows.length; i++)
      for (let a = 0; a < width; a++)
        for (let b = 0; b < width; b++)
          square[a * width + b]! += counts[i]! * weight(i) * matrix[i * width + a]! * matrix[i * width + b]!
    return square
  }
  const inverses = chances.map((p) => {
    const square = information((i) => p[i]! * (1 - p[i]!))
    if (!cholesky(square, width)) throw new Error('the information at a cut is singular; merge outcome levels')
    return choleskyInverse(square, width)
  })
  const cuts = fits.length
  const terms = width - 1
  const size = cuts * terms
  const covariance = new Float64Array(size * size)
  for (let j = 0; j < cuts; j++)
    for (let l = j; l < cuts; l++) {
      const [p, q] = [chances[j]!, chances[l]!]
      const shared = information((i) => q[i]! - p[i]! * q[i]!)
      const block = times(times(inverses[j]!, shared, width), inverses[l]!, width)
      for (let a = 0; a < terms; a++)
        for (let b = 0; b < terms; b++) {
          const value = block[(a + 1) * width + b + 1]!
          covariance[(j * terms + a) * size + l * terms + b] = value
          covariance[(l * terms + b) * size + j * terms + a] = value
        }
    }
  const effects = fits.flatMap((fit) => fit.coefficients.slice(1).map((one) => one.value))
  const equal = (columns: readonly number[]): Tested => {
    const contrasts = fits
      .slice(1)
      .flatMap((_, j) => columns.map((a) => effects.map((_, k) => (k === a ? 1 : k === (j + 1) * terms + a ? -1 : 0))))
    return waldTest(
      contrasts.map((row) => row.reduce<number>((sum, weight, k) => sum + weight * effects[k]!, 0)),
      contrasts,
      covariance,
    )
  }
  const columns = names.slice(1)
  return {
    ...equal(columns.map((_, a) => a)),
    columns: Object.fromEntries(columns.map((name, a) => [name, equal([a])])),
    terms: Object.fromEntries(
      model.terms.map((term, k) => [
        term.kind === 'interaction' ? term.of.map((part) => part.column).join(':') : term.column,
        equal(columns.flatMap((_, a) => (assign[a + 1] === k ? [a] : []))),
      ]),
    ),
    cuts: fits.map((fit, k) => ({
      at: `${levels[k]}|${levels[k + 1]}`,
      values: Object.fromEntries(fit.coefficients.slice(1).map((one) => [one.name, one.value])),
    })),
    n,
    test: "Brant's Wald test of parallel odds",
  }
}
