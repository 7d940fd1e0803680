import { checkLevel, checkRead } from './check.ts'
import { design, type Term } from './design.ts'
import type { Coefficient, Fit } from './fit.ts'
import { waldCoefficients } from './generalised-mixed.ts'
import { type Likelihood, maximise } from './likelihood.ts'
import { categories, frequencies, type Level, levelsOf, type Row } from './row.ts'

export interface MultinomialModel {
  /** The column of categories to explain. */
  readonly outcome: string
  readonly terms: readonly Term[]
  /** The category the others are compared with; the first in order unless said. */
  readonly reference?: Level
  /** A column of whole numbers saying how often each row was seen. */
  readonly frequency?: string
  /** Of the intervals; .95 unless said. */
  readonly level?: number
}

export interface MultinomialFit extends Fit {
  /** The log odds of each category against the reference, coefficients in the order of the design's columns. */
  readonly equations: readonly { readonly category: Level; readonly coefficients: readonly Coefficient[] }[]
  readonly reference: Level
  /** -2 log-likelihood. */
  readonly deviance: number
  readonly iterations: number
}

/** The log-likelihood of baseline-category logits: parameters category by category, each in the order of the columns. */
const baselineLogits = (
  names: readonly string[],
  width: number,
  matrix: Float64Array,
  code: Uint16Array,
  counts: Float64Array,
): Likelihood => {
  const size = names.length
  const others = size / width
  const eta = new Float64Array(others)
  const predict = (i: number, at: Float64Array): void => {
    for (let c = 0; c < others; c++) {
      let sum = 0
      for (let j = 0; j < width; j++) sum += matrix[i * width + j]! * at[c * width + j]!
      eta[c] = sum
    }
  }
  return {
    names,
    cuts: 0,
    reach(step) {
      let most = 0
      for (let i = 0; i < counts.length; i++) {
        predict(i, step)
        for (const change of eta) most = Math.max(most, Math.abs(change))
      }
      return most
    },
    evaluate(at, gradient, information) {
      gradient.fill(0)
      information.fill(0)
      let total = 0
      for (let i = 0; i < counts.length; i++) {
        const count = counts[i]!
        predict(i, at)
        const top = eta.reduce((most, value) => Math.max(most, value), 0)
        const scale = eta.reduce((sum, value) => sum + Math.exp(value - top), Math.exp(-top))
        const seen = code[i]!
        total += count * ((seen === 0 ? 0 : eta[seen - 1]!) - top - Math.log(scale))
        const p = eta.map((value) => Math.exp(value - top) / scale)
        for (let c = 0; c < others; c++) {
          const pull = count * ((seen === c + 1 ? 1 : 0) - p[c]!)
          for (let a = 0; a < width; a++) {
            const x = matrix[i * width + a]!
            gradient[c * width + a]! += pull * x
            for (let d = 0; d <= c; d++) {
              const weight = count * p[c]! * ((c === d ? 1 : 0) - p[d]!) * x
              for (let b = 0; b < width; b++)
                information[(c * width + a) * size + d * width + b]! += weight * matrix[i * width + b]!
            }
          }
        }
      }
      for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) information[b * size + a] = information[a * size + b]!
      return total
    },
  }
}

/**
 * Multinomial logistic regression of a category without order: ln P(Y = c) / P(Y = reference) = intercept_c + x b_c, so
 * exp(b_c) multiplies the odds of c against the reference. Newton's method on the exact Hessian; Wald intervals.
 * R: `nnet::multinom(factor(y) ~ ...)`, converged. `parameters` are called `category: column`.
 * Throws on missing values, an outcome of one category, a column that follows from others, and separated data; names each.
 */
export const multinomial = (all: readonly Row[], model: MultinomialModel): MultinomialFit => {
  checkRead(model, 'a multinomial regression')
  const { outcome, terms } = model
  const level = checkLevel(model.level)
  const weights = frequencies(all, model.frequency)
  const rows = all.filter((_, i) => weights[i]! > 0)
  const counts = weights.filter((weight) => weight > 0)
  if (rows.length === 0) throw new Error('there are no rows to fit')
  const cells = categories(rows, outcome)
  const levels = levelsOf(cells)
  if (levels.length < 2)
    throw new Error(`${outcome} is ${String(levels[0])} in every row; at least two categories must occur`)
  const reference = model.reference ?? levels[0]!
  if (!levels.includes(reference))
    throw new Error(`the reference ${String(reference)} does not occur in ${outcome}; it has ${levels.join(', ')}`)
  const ordered = [reference, ...levels.filter((one) => one !== reference)]
  const { names: columns, matrix } = design(rows, terms)
  const others = ordered.slice(1)
  const names = others.flatMap((category) => columns.map((column) => `${String(category)}: ${column}`))
  const code = Uint16Array.from(cells, (cell) => ordered.indexOf(cell))
  const width = columns.length
  const start = new Float64Array(names.length)
  const sums = ordered.map((_, c) => counts.reduce((sum, count, i) => sum + (code[i] === c ? count : 0), 0))
  for (let c = 0; c < others.length; c++) start[c * width] = Math.log(sums[c + 1]! / sums[0]!)
  const { at, covariance, logLikelihood, iterations } = maximise(
    baselineLogits(names, width, matrix, code, counts),
    start,
  )
  const errors = names.map((_, k) => Math.sqrt(covariance[k * (names.length + 1)]!))
  const n = sums.reduce((a, b) => a + b, 0)
  const estimator = `multinomial log odds ratio against ${String(reference)}, Wald interval`
  const coefficients = waldCoefficients(names, at, errors, { level, n, estimator })
  return {
    coefficients,
    equations: others.map((category, c) => ({
      category,
      coefficients: coefficients.slice(c * width, (c + 1) * width),
    })),
    reference,
    parameters: names,
    covariance,
    logLikelihood,
    deviance: -2 * logLikelihood,
    iterations,
    free: names.length,
    n,
  }
}
