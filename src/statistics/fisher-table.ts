import { resampler } from '../math/resample.ts'
import { logGamma } from '../math/special.ts'
import { checkCrossTable } from './chi-square.ts'
import { independence, type Tested } from './tested.ts'

/** Beyond either, enumeration takes too long: steps taken, and choices as bounded beforehand. */
const mostSteps = 1e7
const mostChoices = 1e12

/** All tables below a node of Fisher's network: their weights in ascending order, and the sums of them so far. */
interface Ending {
  readonly weights: Float64Array
  readonly sums: Float64Array
  readonly total: number
}

const logFactorials = (n: number): Float64Array => Float64Array.from({ length: n + 1 }, (_, k) => logGamma(k + 1))

/** Every way to take `size` out of what columns have left, with the sum of log factorials of what is taken. */
const fillings = (
  size: number,
  left: readonly number[],
  logs: Float64Array,
  visit: (rest: readonly number[], log: number) => void,
): void => {
  const rest = left.slice()
  const after = left.map((_, j) => left.slice(j + 1).reduce((a, b) => a + b, 0))
  const fill = (j: number, open: number, log: number): void => {
    if (j === left.length) {
      visit(rest, log)
      return
    }
    for (let take = Math.max(0, open - after[j]!); take <= Math.min(open, left[j]!); take++) {
      rest[j] = left[j]! - take
      fill(j + 1, open - take, log + logs[take]!)
    }
    rest[j] = left[j]!
  }
  fill(0, size, 0)
}

const enumerated = (
  rows: readonly number[],
  columns: readonly number[],
  observed: number,
  logs: Float64Array,
): number => {
  const tooMany = (): Error =>
    new Error("Fisher's test of this table has too many tables to enumerate; pass luck to draw some instead")
  const choices = rows
    .slice(0, -1)
    .reduce((all, size) => columns.slice(1).reduce((ways, column) => ways * (Math.min(size, column) + 1), all), 1)
  if (choices > mostChoices) throw tooMany()
  let steps = 0
  const spend = (): void => {
    if (++steps > mostSteps) throw tooMany()
  }
  const endings = new Map<string, Ending>()
  // The last two rows of a table are one choice: what the first takes, the other is left with.
  const endingOf = (left: readonly number[]): Ending => {
    const key = left.join()
    const known = endings.get(key)
    if (known) return known
    const found: number[] = []
    fillings(rows[rows.length - 2]!, left, logs, (rest, log) => {
      spend()
      found.push(-log - rest.reduce((sum, count) => sum + logs[count]!, 0))
    })
    const weights = Float64Array.from(found).sort()
    let sum = 0
    const sums = weights.map((log) => (sum += Math.exp(log)))
    const ending = { weights, sums, total: sum }
    endings.set(key, ending)
    return ending
  }
  const slack = 1e-7
  let [reached, all] = [0, 0]
  const walk = (row: number, left: readonly number[], log: number): void => {
    if (row < rows.length - 2) {
      fillings(rows[row]!, left, logs, (rest, taken) => {
        spend()
        walk(row + 1, rest, log - taken)
      })
      return
    }
    const { weights, sums, total } = endingOf(left)
    let [low, high] = [0, weights.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (weights[middle]! + log <= observed + slack) low = middle + 1
      else high = middle
    }
    const scale = Math.exp(log - observed)
    all += scale * total
    if (low > 0) reached += scale * sums[low - 1]!
  }
  walk(0, columns, 0)
  return reached / all
}

/**
 * Fisher's exact test of a table of any size: p sums the tables with these margins no likelier than this one. All of
 * them are enumerated, or with `luck` as many drawn as `replicates` says (9999 unless said), p = (1 + reached) / (1 +
 * drawn), and `monteCarloError` is its standard error. Value and effect are Cramer's V; its interval stands with
 * `chiSquareTest`. R: `fisher.test(table)`, with luck `fisher.test(table, simulate.p.value = TRUE, B = )`.
 */
export const fisherTableTest = (
  table: readonly (readonly number[])[],
  options: { readonly luck?: { uniform(): number }; readonly replicates?: number } = {},
): Tested & { readonly monteCarloError: number } => {
  const { rowSums, columnSums, n } = checkCrossTable(table, "Fisher's test")
  const logs = logFactorials(n)
  const observed = -table.flat().reduce((sum, count) => sum + logs[count]!, 0)
  const chiSquare = table.flatMap((row, i) =>
    row.map((count, j) => (count - (rowSums[i]! * columnSums[j]!) / n) ** 2 / ((rowSums[i]! * columnSums[j]!) / n)),
  )
  const value = Math.sqrt(
    chiSquare.reduce((a, b) => a + b, 0) / (n * (Math.min(rowSums.length, columnSums.length) - 1)),
  )
  const described = {
    value,
    n,
    estimator: "Cramer's V",
    effect: { name: "Cramer's V", value },
    assumptions: [independence, { assumes: 'both margins taken as fixed' }],
  }
  if (!options.luck) {
    const [fewer, more] = rowSums.length <= columnSums.length ? [rowSums, columnSums] : [columnSums, rowSums]
    const p = enumerated(
      fewer.toSorted((a, b) => a - b),
      more,
      observed,
      logs,
    )
    return { ...described, p: Math.min(1, p), test: "Fisher's exact test", monteCarloError: 0 }
  }
  const replicates = options.replicates ?? 9999
  if (!(Number.isInteger(replicates) && replicates >= 99))
    throw new Error(`${replicates} tables are to be drawn; a whole number from 99 on is needed`)
  const columnOf = columnSums.flatMap((sum, j) => new Array<number>(sum).fill(j))
  const fill = resampler(options.luck)
  const random = new Uint32Array(n)
  let reached = 0
  for (let r = 0; r < replicates; r++) {
    fill(random, 4294967296)
    for (let i = 0; i < n; i++) {
      const other = i + Math.floor((random[i]! / 4294967296) * (n - i))
      const one = columnOf[other]!
      columnOf[other] = columnOf[i]!
      columnOf[i] = one
    }
    let from = 0
    let log = 0
    for (const size of rowSums) {
      const counts = new Uint32Array(columnSums.length)
      for (const column of columnOf.slice(from, (from += size))) counts[column]!++
      for (const count of counts) log -= logs[count]!
    }
    if (log <= observed + 1e-7) reached++
  }
  const p = (1 + reached) / (1 + replicates)
  return {
    ...described,
    p,
    test: `Fisher's test by ${replicates} drawn tables`,
    monteCarloError: Math.sqrt((p * (1 - p)) / replicates),
  }
}
