import { design } from './design.ts'
import { type Adjustment, type Combinable, type Contrast, linearContrasts } from './linear-contrast.ts'
import { columnsOf, type ModelFrame } from './model-frame.ts'
import { type Level, levelsOf, numbers, type Row, shownCell } from './row.ts'
import { mean } from './summary.ts'

/** One estimated mean: the levels it is for, and the weights of the fit's parameters that it is made of. */
export interface EstimatedMean extends Contrast {
  readonly levels: Readonly<Record<string, Level>>
  readonly weights: readonly number[]
}

export interface EstimatedMeans {
  readonly means: readonly EstimatedMean[]
  /** What the other columns were held at: the mean of a column of numbers, or `each` of a factor's levels alike. */
  readonly held: Readonly<Record<string, number | 'each'>>
}

const mostCells = 200_000

/** Every combination of the values of some columns, the last column changing fastest. */
const combinations = (
  columns: Readonly<Record<string, readonly Level[]>>,
): readonly Readonly<Record<string, Level>>[] =>
  Object.entries(columns).reduce<Record<string, Level>[]>(
    (rows, [column, levels]) => rows.flatMap((row) => levels.map((level) => ({ ...row, [column]: level }))),
    [{}],
  )

/**
 * Estimated marginal means of a model over one factor or several: the linear predictor at each of their levels, the
 * other factors' levels counted alike and columns of numbers at their mean; a column of two numbers counts as a factor.
 * For an ordinal fit (its first `cuts` parameters are cut points) the mean is on the latent scale, less the mean of the
 * cut points. R: `emmeans::emmeans(fit, ~ a * b)`; on the scale of the link; an offset counts as 0 (`offset = 0`).
 * Throws on a column that is no factor of the model, and on a grid of more than 200 000 cells.
 */
export const estimatedMeans = (
  fit: Combinable,
  frame: ModelFrame,
  over: readonly string[],
  options: { readonly cuts?: number; readonly level?: number } = {},
): EstimatedMeans => {
  const cuts = options.cuts ?? 0
  const reads = columnsOf({
    ...frame.formula,
    random: [],
    offset: [],
    outcome: { kind: 'column', text: '', columns: [] },
  })
  // A column may be called constructor, which every plain object has.
  const varied: Record<string, readonly Level[]> = Object.assign(Object.create(null), frame.factors)
  const held: Record<string, number | 'each'> = {}
  for (const column of reads) {
    if (varied[column]) continue
    const cells = numbers(frame.rows, column)
    const values = levelsOf([...cells])
    if (values.length === 2) varied[column] = values
    else held[column] = mean(cells)
  }
  if (over.length === 0) throw new Error('estimated means need a column to be over')
  for (const column of over)
    if (!varied[column])
      throw new Error(
        `${column} is no factor of ${frame.formula.text}, so it has no levels to have means at; its factors are ${Object.keys(varied).join(', ') || 'none'}`,
      )
  const cells = Object.values(varied).reduce((product, levels) => product * levels.length, 1)
  if (cells > mostCells)
    throw new Error(`the grid of all factors' levels has ${cells} cells; at most ${mostCells} can be averaged`)
  for (const column of Object.keys(varied)) if (!over.includes(column)) held[column] = 'each'
  if (frame.offset !== undefined) held[`offset(${frame.offset})`] = 0
  const grid = combinations(varied).map((cell): Row => ({ ...held, ...cell }))
  const width = fit.parameters.length
  // The factors' levels and codes are those of the rows, so the grid is coded behind them.
  const sources = frame.rows.map((row) => Object.fromEntries(reads.map((column) => [column, row[column]])))
  const coded = design(frame.complete([...sources, ...grid]), frame.terms, {
    ...(frame.intercept ? { intercept: cuts === 0 } : { origin: true }),
  })
  const columns = coded.names.length
  if (columns + cuts !== width)
    throw new Error(`the fit has ${width} parameters and the model ${columns + cuts}; they belong to different models`)
  const wanted = combinations(Object.fromEntries(over.map((column) => [column, varied[column]!])))
  const first = frame.rows.length
  const made = wanted.map((levels) => {
    const at = grid.flatMap((row, i) => (over.every((column) => row[column] === levels[column]) ? [first + i] : []))
    const share = Array.from({ length: columns }, (_, j) => mean(at.map((i) => coded.matrix[i * columns + j]!)))
    return {
      levels,
      name: over.map((column) => `${column}=${levels[column]}`).join(', '),
      weights: [...Array.from({ length: cuts }, () => -1 / cuts), ...share],
    }
  })
  const means = linearContrasts(fit, made, options)
  return { means: means.map((one, k) => ({ ...one, levels: made[k]!.levels, weights: made[k]!.weights })), held }
}

/** Which contrasts of estimated means: all pairs, each against a control, or weights of the means in their order. */
export type ContrastFamily =
  | 'pairwise'
  | { readonly control: Level }
  | { readonly custom: Readonly<Record<string, readonly number[]>> }

/**
 * Contrasts of estimated means as one family. R: `pairs(emmeans(...))`, `contrast(..., "trt.vs.ctrl")`, and
 * `contrast(..., list(name = weights))`, with `adjust`; a pair is the earlier less the later, a comparison each less the
 * control. Throws where the control is no level of the one column, and where custom weights are not one for each mean.
 */
export const meanContrasts = (
  fit: Combinable,
  { means }: Pick<EstimatedMeans, 'means'>,
  family: ContrastFamily,
  options: { readonly adjust?: Adjustment; readonly level?: number } = {},
): readonly Contrast[] => {
  if (means.length < 2) throw new Error('contrasts need at least two means')
  const short = (one: EstimatedMean): string => Object.values(one.levels).join(' ')
  const less = (a: EstimatedMean, b: EstimatedMean) => ({
    name: `${short(a)} - ${short(b)}`,
    weights: a.weights.map((weight, k) => weight - b.weights[k]!),
  })
  if (family === 'pairwise')
    return linearContrasts(
      fit,
      means.flatMap((a, i) => means.slice(i + 1).map((b) => less(a, b))),
      { ...options, means: means.length },
    )
  if ('control' in family) {
    const control = means.find((one) => short(one) === String(family.control))
    if (!control)
      throw new Error(
        `${shownCell(family.control)} is no control among the means; they are ${means.map(short).join(', ')}`,
      )
    return linearContrasts(
      fit,
      means.filter((one) => one !== control).map((one) => less(one, control)),
      options,
    )
  }
  return linearContrasts(
    fit,
    Object.entries(family.custom).map(([name, weights]) => {
      if (weights.length !== means.length || !weights.every(Number.isFinite))
        throw new Error(
          `the contrast ${name} has ${weights.length} weights; there are ${means.length} means: ${means.map(short).join(', ')}`,
        )
      return {
        name,
        weights: means[0]!.weights.map((_, k) => means.reduce((sum, one, m) => sum + weights[m]! * one.weights[k]!, 0)),
      }
    }),
    options,
  )
}
