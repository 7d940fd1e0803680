import { chiSquareSurvival, fSurvival } from '../math/distributions.ts'
import { qr, qrSolve } from '../math/linear.ts'
import { checkRead } from './check.ts'
import { design, type NumericTerm, numeric, type Term } from './design.ts'
import { numbers, type Row } from './row.ts'

/** One line of an analysis of variance or deviance. */
export interface AnovaTerm {
  readonly term: string
  readonly df: number
  /** F for least squares, the likelihood-ratio chi-square otherwise. */
  readonly statistic: number
  readonly p: number
  readonly sumOfSquares?: number
  /** Its sum of squares over itself and the residual's. */
  readonly partialEtaSquared?: number
  /** The share of variance less what chance alone would explain. */
  readonly omegaSquared?: number
}

export interface AnovaTable {
  readonly type: 1 | 2 | 3
  readonly terms: readonly AnovaTerm[]
  /** Of least squares: what is left over. */
  readonly residual?: { readonly df: number; readonly sumOfSquares: number }
  readonly n: number
}

export interface AnovaModel {
  readonly outcome: string
  readonly terms: readonly Term[]
  readonly intercept?: boolean
  /** I: each term after those before it. II: after all that do not contain it. III: after all others. */
  readonly type: 1 | 2 | 3
}

const columnsIn = (term: Term): readonly string[] =>
  term.kind === 'interaction' ? term.of.map((part) => part.column) : [term.column]
const nameOf = (term: Term): string => columnsIn(term).join(':')
const contains = (outer: Term, inner: Term): boolean => {
  const columns = columnsIn(outer)
  return outer !== inner && columnsIn(inner).every((column) => columns.includes(column))
}

/** For each term the set of terms with it and the set without it; -1 stands for the intercept. */
const comparisons = ({ terms, type, intercept }: AnovaModel): readonly (readonly [number, readonly number[]])[] => {
  const all = terms.map((_, k) => k)
  const base = intercept === false ? [] : [-1]
  if (type === 3) return [...base, ...all].map((k) => [k, [...base, ...all]] as const)
  if (type === 1) return all.map((k) => [k, [...base, ...all.filter((other) => other <= k)]] as const)
  return all.map((k) => [k, [...base, ...all.filter((other) => !contains(terms[other]!, terms[k]!))]] as const)
}

const check = ({ terms, type }: AnovaModel): void => {
  if (![1, 2, 3].includes(type)) throw new Error(`an analysis of variance is of type 1, 2 or 3, not ${type}`)
  if (terms.length === 0) throw new Error('an analysis of variance needs a term at least')
  if (type !== 3) return
  const treated = terms
    .filter((term) => term.kind === 'interaction')
    .flatMap((term) => term.of)
    .find((part) => part.kind === 'factor' && part.coding !== 'effects')
  if (treated)
    throw new Error(
      `a type III test depends on the coding of ${treated.column}, which stands in an interaction: use effects coding, or type II`,
    )
}

/**
 * The analysis of variance of a linear model: sums of squares and F tests of its terms with the residual of the whole
 * model. R: `anova(lm(y ~ ...))` for type I, `car::Anova(lm, type = 2)`, and `car::Anova(lm, type = 3)` with
 * `contr.sum`; type III opens with the intercept. Throws as `leastSquares` does, and on type III with treatment coding
 * in an interaction, which would not be a test of main effects.
 */
export const anova = (rows: readonly Row[], model: AnovaModel): AnovaTable => {
  check(model)
  checkRead(model, 'an analysis of variance', { origin: true })
  const { matrix, names, assign } = design(rows, model.terms, { origin: model.intercept === false })
  const y = numbers(rows, model.outcome)
  const n = rows.length
  const width = names.length
  const rest = (kept: (column: number) => boolean): number => {
    const columns = names.flatMap((_, j) => (kept(j) ? [j] : []))
    const part = new Float64Array(n * columns.length)
    for (let i = 0; i < n; i++)
      for (const [k, j] of columns.entries()) part[i * columns.length + k] = matrix[i * width + j]!
    const b = columns.length ? qrSolve(qr(part, n, columns.length), y) : []
    let sum = 0
    for (let i = 0; i < n; i++) {
      let left = y[i]!
      for (let k = 0; k < columns.length; k++) left -= part[i * columns.length + k]! * b[k]!
      sum += left * left
    }
    return sum
  }
  const df = n - width
  const residual = rest(() => true)
  const size = y.reduce((sum, value) => sum + value * value, 0)
  if (df < 1)
    throw new Error(`${n} rows cannot carry ${width} coefficients and a variance; at least ${width + 1} are needed`)
  if (residual <= 1e-24 * size)
    throw new Error(`${model.outcome} is fitted without remainder, so nothing measures its error`)
  const error = residual / df
  const total = rest((j) => assign[j] === -1)
  return {
    type: model.type,
    n,
    residual: { df, sumOfSquares: residual },
    terms: comparisons(model).map(([k, within]): AnovaTerm => {
      const sum = rest((j) => within.includes(assign[j]!) && assign[j] !== k) - rest((j) => within.includes(assign[j]!))
      const own = assign.filter((term) => term === k).length
      const statistic = sum / own / error
      return {
        term: k < 0 ? 'intercept' : nameOf(model.terms[k]!),
        df: own,
        sumOfSquares: sum,
        statistic,
        p: fSurvival(statistic, own, df),
        partialEtaSquared: sum / (sum + residual),
        ...(k >= 0 && { omegaSquared: (sum - own * error) / (total + error) }),
      }
    }),
  }
}

/**
 * The analysis of deviance of any model of likelihood: likelihood-ratio chi-square tests of its terms. `fitted` fits rows
 * under columns of numbers and says how likely they are, as `generalisedLinear` and `proportionalOdds` do.
 * R: `anova(glm, test = "Chisq")` for type I, `car::Anova(glm, type = 2)`, `car::Anova(glm, type = 3)` with
 * `contr.sum`; the same for `MASS::polr`. Throws as the model does and as `anova` does for type III.
 */
export const analysisOfDeviance = (
  rows: readonly Row[],
  model: AnovaModel,
  fitted: (
    rows: readonly Row[],
    terms: readonly NumericTerm[],
    intercept: boolean,
  ) => { readonly logLikelihood: number; readonly n: number },
): AnovaTable => {
  check(model)
  const { matrix, names, assign } = design(rows, model.terms, { origin: model.intercept === false })
  const width = names.length
  const column = (j: number): string => `column ${j} of the design: ${names[j]}`
  const coded = rows.map((row, i) => ({
    ...row,
    ...Object.fromEntries(names.map((_, j) => [column(j), matrix[i * width + j]!])),
  }))
  const known = new Map<string, { readonly logLikelihood: number; readonly n: number }>()
  const height = (terms: readonly number[]) => {
    const key = terms.join()
    const before = known.get(key)
    if (before) return before
    const columns = names.flatMap((_, j) => (assign[j]! >= 0 && terms.includes(assign[j]!) ? [numeric(column(j))] : []))
    const found = fitted(coded, columns, terms.includes(-1))
    known.set(key, found)
    return found
  }
  let n = 0
  const terms = comparisons(model)
    .filter(([k]) => k >= 0)
    .map(([k, within]): AnovaTerm => {
      const larger = height(within)
      n = larger.n
      const statistic = Math.max(
        0,
        2 * (larger.logLikelihood - height(within.filter((one) => one !== k)).logLikelihood),
      )
      const df = assign.filter((term) => term === k).length
      return { term: nameOf(model.terms[k]!), df, statistic, p: chiSquareSurvival(statistic, df) }
    })
  return { type: model.type, terms, n }
}
