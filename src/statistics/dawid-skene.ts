import { type Level, levelsOf } from './row.ts'

/** What raters' labels say of the true classes and of each rater (Dawid and Skene 1979). */
export interface DawidSkeneFit {
  /** In order: what the indices of all else mean. */
  readonly classes: readonly Level[]
  /** The share of each class. */
  readonly prior: readonly number[]
  /** For each unit, the probability of each class. */
  readonly posterior: readonly (readonly number[])[]
  /**
   * For each rater, P(label | class): a row for each true class. Null where the rater met no unit of that class, of which
   * its labels then say nothing.
   */
  readonly confusion: readonly (readonly (readonly number[] | null)[])[]
  readonly logLikelihood: number
  readonly iterations: number
  readonly converged: boolean
}

/**
 * The model of Dawid and Skene (1979) for units labelled by several raters who err each in their own way: an EM algorithm
 * from the shares of votes. `labels[unit][rater]` is a label, or null where that rater did not see the unit. `smoothing`
 * is added to each count of a rater's labels, 0 (maximum likelihood) unless said; .01 keeps a rater who never erred from
 * being believed whatever the others say. Python: `crowdkit.aggregation.DawidSkene`.
 * Throws on rows of unequal length, a unit without labels, and fewer than two raters or classes.
 */
export const dawidSkene = (
  labels: readonly (readonly (Level | null)[])[],
  { smoothing = 0, iterations: most = 500 }: { readonly smoothing?: number; readonly iterations?: number } = {},
): DawidSkeneFit => {
  const what = 'a Dawid-Skene model'
  const raters = labels[0]?.length ?? 0
  if (labels.length === 0 || raters < 2)
    throw new Error(`${what} of ${labels.length} units and ${raters} raters; a unit and two raters at least are needed`)
  if (!(smoothing >= 0 && Number.isFinite(smoothing)))
    throw new Error(`the smoothing is ${smoothing}; it must be 0 or more`)
  if (!(Number.isInteger(most) && most >= 1)) throw new Error(`${most} iterations; a whole number from 1 on is needed`)
  const given = labels.map((row, i) => {
    if (row.length !== raters) throw new Error(`unit ${i} has ${row.length} places for labels, the first ${raters}`)
    const own = row.filter((label): label is Level => label !== null)
    if (own.length === 0) throw new Error(`unit ${i} has no label; leave it out`)
    const strange = own.find((label) => !['string', 'boolean'].includes(typeof label) && !Number.isFinite(label))
    if (strange !== undefined)
      throw new Error(`unit ${i} has the label ${String(strange)}; null says that there is none`)
    return own
  })
  const classes = levelsOf(given.flat())
  if (classes.length < 2) throw new Error(`every label is ${String(classes[0])}; at least two classes must occur`)
  const codes = labels.map((row) => row.map((label) => (label === null ? -1 : classes.indexOf(label))))
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
  let posterior: readonly (readonly number[])[] = codes.map((row, i) =>
    classes.map((_, c) => row.filter((code) => code === c).length / given[i]!.length),
  )
  const maximisation = () => ({
    prior: classes.map((_, c) => sum(posterior.map((row) => row[c]!)) / codes.length),
    confusion: Array.from({ length: raters }, (_, r) =>
      classes.map((_, c) => {
        const counts = classes.map(
          (_, label) => smoothing + sum(posterior.map((row, i) => (codes[i]![r] === label ? row[c]! : 0))),
        )
        const total = sum(counts)
        return total > 0 ? counts.map((count) => count / total) : null
      }),
    ),
  })
  let model = maximisation()
  let [logLikelihood, iterations, converged] = [Number.NEGATIVE_INFINITY, 0, false]
  while (iterations < most && !converged) {
    iterations++
    let total = 0
    const next = codes.map((row) => {
      const logs = classes.map((_, c) =>
        row.reduce(
          (log, code, r) => (code < 0 ? log : log + Math.log(model.confusion[r]![c]?.[code] ?? 1)),
          Math.log(model.prior[c]!),
        ),
      )
      const top = Math.max(...logs)
      const scale = sum(logs.map((log) => Math.exp(log - top)))
      total += top + Math.log(scale)
      return logs.map((log) => Math.exp(log - top) / scale)
    })
    const change = Math.max(...next.map((row, i) => Math.max(...row.map((p, c) => Math.abs(p - posterior[i]![c]!)))))
    posterior = next
    logLikelihood = total
    model = maximisation()
    converged = change < 1e-12
  }
  return { classes, ...model, posterior, logLikelihood, iterations, converged }
}
