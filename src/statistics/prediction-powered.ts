import { cholesky, choleskyInverse, choleskySolve } from '../math/linear.ts'
import { checkLevel } from './check.ts'
import { type Design, design, type Term } from './design.ts'
import type { Coefficient } from './fit.ts'
import { waldCoefficients } from './generalised-mixed.ts'
import { numbers, type Row } from './row.ts'
import { times } from './sandwich.ts'

export interface PredictionPoweredModel {
  /** The column of the labelled rows with what people said. */
  readonly outcome: string
  /** The column of all rows with what the judge said, on the same scale. */
  readonly prediction: string
  /** Power tuning (PPI++) unless false, which trusts the predictions fully (lambda 1). */
  readonly tuned?: boolean
  /** Of the intervals; .95 unless said. */
  readonly level?: number
}

export interface PredictionPoweredRegression extends PredictionPoweredModel {
  readonly terms: readonly Term[]
  readonly family: 'linear' | 'logistic'
}

export interface PredictionPoweredFit {
  readonly coefficients: readonly Coefficient[]
  readonly parameters: readonly string[]
  /** Row-major. */
  readonly covariance: Float64Array
  /** How far the predictions are trusted: 0 not at all (the labelled rows alone), 1 fully. */
  readonly lambda: number
  readonly labelled: number
  readonly unlabelled: number
}

interface Sample {
  readonly x: Float64Array
  readonly n: number
  readonly f: Float64Array
}

const mean = (eta: number, logistic: boolean): number => (logistic ? 1 / (1 + Math.exp(-eta)) : eta)

const predictor = (x: Float64Array, i: number, p: number, b: Float64Array): number => {
  let eta = 0
  for (let k = 0; k < p; k++) eta += x[i * p + k]! * b[k]!
  return eta
}

/** The average of w x x' over rows, row-major. */
const information = ({ x, n }: Sample, p: number, b: Float64Array, logistic: boolean): Float64Array => {
  const sum = new Float64Array(p * p)
  for (let i = 0; i < n; i++) {
    const mu = mean(predictor(x, i, p, b), logistic)
    const weight = (logistic ? mu * (1 - mu) : 1) / n
    for (let j = 0; j < p; j++) for (let k = 0; k < p; k++) sum[j * p + k]! += weight * x[i * p + j]! * x[i * p + k]!
  }
  return sum
}

/** The gradients x (mu - y) of the rows' losses. */
const gradients = ({ x, n }: Sample, y: Float64Array, p: number, b: Float64Array, logistic: boolean): Float64Array => {
  const out = new Float64Array(n * p)
  for (let i = 0; i < n; i++) {
    const error = mean(predictor(x, i, p, b), logistic) - y[i]!
    for (let k = 0; k < p; k++) out[i * p + k] = error * x[i * p + k]!
  }
  return out
}

/** The covariance over rows of two lists of gradients, divided by n - 1. */
const covary = (left: Float64Array, right: Float64Array, p: number): Float64Array => {
  const n = left.length / p
  const average = (list: Float64Array, k: number): number => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += list[i * p + k]!
    return sum / n
  }
  const [a, b] = [left, right].map((list) => Float64Array.from({ length: p }, (_, k) => average(list, k))) as [
    Float64Array,
    Float64Array,
  ]
  const out = new Float64Array(p * p)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < p; j++)
      for (let k = 0; k < p; k++)
        out[j * p + k]! += ((left[i * p + j]! - a[j]!) * (right[i * p + k]! - b[k]!)) / (n - 1)
  return out
}

const solve = (
  labelled: Sample,
  unlabelled: Sample,
  y: Float64Array,
  p: number,
  lambda: number,
  logistic: boolean,
): Float64Array => {
  const b = new Float64Array(p)
  for (let step = 0; step < 100; step++) {
    const slope = new Float64Array(p)
    const add = (list: Float64Array, times: number, n: number): void => {
      for (let i = 0; i < n; i++) for (let k = 0; k < p; k++) slope[k]! -= (times * list[i * p + k]!) / n
    }
    add(gradients(labelled, y, p, b, logistic), 1, labelled.n)
    add(gradients(labelled, labelled.f, p, b, logistic), -lambda, labelled.n)
    add(gradients(unlabelled, unlabelled.f, p, b, logistic), lambda, unlabelled.n)
    const own = information(labelled, p, b, logistic)
    const other = information(unlabelled, p, b, logistic)
    const square = own.map((value, k) => (1 - lambda) * value + lambda * other[k]!)
    if (!cholesky(square, p))
      throw new Error('the labelled rows separate the outcome or are too few for the terms; label more or drop terms')
    choleskySolve(square, p, slope)
    let most = 0
    for (let k = 0; k < p; k++) {
      b[k]! += slope[k]!
      most = Math.max(most, Math.abs(slope[k]!) / (1 + Math.abs(b[k]!)))
    }
    if (most < 1e-12 || (!logistic && step > 0)) return b
    if (b.some((value) => !(Math.abs(value) < 1e6))) break
  }
  throw new Error(
    'the prediction-powered estimate did not converge: the labelled rows may separate the outcome; label more',
  )
}

const checkShares = (values: Float64Array, column: string): void => {
  const strange = values.findIndex((value) => !(value >= 0 && value <= 1))
  if (strange >= 0)
    throw new Error(`row ${strange}: ${column} is ${values[strange]}; a logistic outcome lies between 0 and 1`)
}

/**
 * Coefficients of a linear or logistic regression of what people would say, from a few rows they labelled and many that
 * only a judge (a model) scored: the judge's own regression, rectified by its errors on the labelled rows
 * (prediction-powered inference: Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023, Science 382:669), and trusted as
 * far as that pays (power tuning, PPI++: Angelopoulos, Duchi and Zrnic 2023, arXiv:2311.01453, section 6; lambda from
 * the estimate by labelled rows alone, kept within 0 and 1). Normal tests and intervals from the sandwich covariance.
 * Valid whatever the judge's quality if the labelled rows are a random part of all; a poor judge only costs precision.
 * Both sets of rows need the terms' columns, with the same levels. Throws on missing values, fewer labelled rows than
 * coefficients and ten, and separated outcomes.
 */
export const predictionPowered = (
  labelledRows: readonly Row[],
  unlabelledRows: readonly Row[],
  model: PredictionPoweredRegression,
): PredictionPoweredFit => {
  const level = checkLevel(model.level)
  const logistic = model.family === 'logistic'
  if (!logistic && model.family !== 'linear')
    throw new Error(`the family is ${String(model.family)}; it must be linear or logistic`)
  const [n, many] = [labelledRows.length, unlabelledRows.length]
  if (many === 0) throw new Error('there are no unlabelled rows; with labels for all use a plain regression')
  const whole: Design = design([...labelledRows, ...unlabelledRows], model.terms)
  const p = whole.names.length
  if (n < 10 || n <= p)
    throw new Error(`${n} labelled rows cannot carry ${p} coefficients; label ${Math.max(10, p + 1)} or more`)
  const labelled: Sample = { x: whole.matrix.subarray(0, n * p), n, f: numbers(labelledRows, model.prediction) }
  const unlabelled: Sample = {
    x: whole.matrix.subarray(n * p),
    n: many,
    f: numbers(unlabelledRows, model.prediction),
  }
  const y = numbers(labelledRows, model.outcome)
  if (logistic)
    for (const [values, column] of [
      [y, model.outcome],
      [labelled.f, model.prediction],
      [unlabelled.f, model.prediction],
    ] as const)
      checkShares(values, column)
  const all: Sample = { x: whole.matrix, n: n + many, f: new Float64Array(0) }
  const inverse = (b: Float64Array): Float64Array => {
    const square = information(all, p, b, logistic)
    if (!cholesky(square, p)) throw new Error('the terms leave no information on some coefficient; leave one out')
    return choleskyInverse(square, p)
  }
  const trace = (square: Float64Array): number => square.reduce((sum, one, k) => sum + (k % (p + 1) === 0 ? one : 0), 0)
  const through = (bread: Float64Array, meat: Float64Array) => times(times(bread, meat, p), bread, p)
  let lambda = 1
  if (model.tuned ?? true) {
    const b = solve(labelled, unlabelled, y, p, 0, logistic)
    const bread = inverse(b)
    const theirs = gradients(labelled, labelled.f, p, b, logistic)
    const others = gradients(unlabelled, unlabelled.f, p, b, logistic)
    const both = new Float64Array(theirs.length + others.length)
    both.set(theirs)
    both.set(others, theirs.length)
    const shared = trace(through(bread, covary(gradients(labelled, y, p, b, logistic), theirs, p)))
    const own = trace(through(bread, covary(both, both, p)))
    lambda = own > 0 ? Math.max(0, Math.min(1, shared / ((1 + n / many) * own))) : 0
  }
  const b = solve(labelled, unlabelled, y, p, lambda, logistic)
  const theirs = gradients(labelled, labelled.f, p, b, logistic)
  const rectified = gradients(labelled, y, p, b, logistic).map((value, k) => value - lambda * theirs[k]!)
  const others = gradients(unlabelled, unlabelled.f, p, b, logistic)
  const [error, spread] = [covary(rectified, rectified, p), covary(others, others, p)]
  const meat = error.map((value, k) => value / n + (lambda ** 2 * spread[k]!) / many)
  const covariance = through(inverse(b), meat)
  const errors = Float64Array.from({ length: p }, (_, k) => Math.sqrt(covariance[k * (p + 1)]!))
  const estimator = `prediction-powered ${model.family} coefficient, ${n} labelled and ${many} scored rows, lambda ${lambda.toFixed(3)}`
  return {
    coefficients: waldCoefficients(whole.names, b, errors, { level, n, estimator }),
    parameters: whole.names,
    covariance,
    lambda,
    labelled: n,
    unlabelled: many,
  }
}

/**
 * The mean of what people would say of all rows, lambda mean(judge, unlabelled) + mean(people - lambda judge, labelled):
 * `predictionPowered` with no terms. n counts the labelled rows.
 */
export const predictionPoweredMean = (
  labelled: readonly Row[],
  unlabelled: readonly Row[],
  model: PredictionPoweredModel,
): Coefficient & { readonly lambda: number } => {
  const fit = predictionPowered(labelled, unlabelled, { ...model, terms: [], family: 'linear' })
  const [{ estimator, ...rest }] = fit.coefficients as [Coefficient]
  return { ...rest, name: 'mean', estimator: estimator.replace('linear coefficient', 'mean'), lambda: fit.lambda }
}

/** The difference of two arms' means of what people would say, second minus first, each tuned by itself; arms are independent. */
export const predictionPoweredDifference = (
  labelled: readonly Row[],
  unlabelled: readonly Row[],
  model: PredictionPoweredModel & { readonly arm: string; readonly arms: readonly [unknown, unknown] },
): Coefficient => {
  const level = checkLevel(model.level)
  const { arm, arms, ...rest } = model
  const meanOf = (name: unknown): Coefficient => {
    const of = (rows: readonly Row[]) => rows.filter((row) => row[arm] === name)
    if (of(labelled).length < 10)
      throw new Error(`${arm} ${String(name)} has ${of(labelled).length} labelled rows; label 10 or more in each arm`)
    return predictionPoweredMean(of(labelled), of(unlabelled), rest)
  }
  const [first, second] = [meanOf(arms[0]), meanOf(arms[1])]
  const [difference] = waldCoefficients(
    [`${String(arms[1])} - ${String(arms[0])}`],
    [second.value - first.value],
    [Math.hypot(first.se, second.se)],
    { level, n: first.n + second.n, estimator: 'difference of prediction-powered means' },
  )
  return difference!
}
