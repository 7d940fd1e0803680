import { chiSquareSurvival, fSurvival } from '../math/distributions.ts'
import { cholesky, choleskySolve } from '../math/linear.ts'

/**
 * Wald's chi-square test that several weighted sums of coefficients are all zero: their values, their weights (one row
 * for each, over all parameters) and the parameters' covariance, row-major. With `df2` the F test of that many
 * denominator degrees of freedom. R: `car::linearHypothesis(fit, weights)`. Throws where the sums depend on each other.
 */
export const waldTest = (
  values: readonly number[],
  weights: readonly (readonly number[])[],
  covariance: Float64Array,
  df2?: number,
): { readonly statistic: number; readonly df: number; readonly p: number } => {
  const size = values.length
  const width = Math.round(Math.sqrt(covariance.length))
  const spread = weights.map((row) =>
    Float64Array.from({ length: width }, (_, b) =>
      row.reduce((sum, one, a) => sum + one * covariance[a * width + b]!, 0),
    ),
  )
  const own = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      own[i * size + j] = weights[j]!.reduce((sum, one, b) => sum + one * spread[i]![b]!, 0)
  if (size === 0 || !cholesky(own, size))
    throw new Error(`the ${size} hypotheses of a Wald test depend on each other or have no variance; drop one`)
  const solved = Float64Array.from(values)
  choleskySolve(own, size, solved)
  const form = values.reduce((sum, value, i) => sum + value * solved[i]!, 0)
  return df2 === undefined
    ? { statistic: form, df: size, p: chiSquareSurvival(form, size) }
    : { statistic: form / size, df: size, p: fSurvival(form / size, size, df2) }
}
