import { times } from './sandwich.ts'

/** One outcome of comparisons: how often it was seen, and the slopes of its log chance by free parameter. */
interface Scored {
  readonly seen: number
  readonly slopes: readonly (readonly [at: number, slope: number])[]
}

/** Comparisons of one kind, and the unit of each clustering that they belong to. */
export interface ScoredComparisons {
  readonly outcomes: readonly Scored[]
  readonly clusters: readonly string[]
}

/**
 * A covariance that allows for misfit: bread, scores, bread. Without clusters every comparison stands for itself (HC0);
 * with one clustering scores are added up in its units, and m / (m - 1) allows for their number; with two crossed ones
 * both are added up and that of their cells is taken away. Throws where a clustering has one unit only.
 */
export const comparisonSandwich = (
  bread: Float64Array,
  size: number,
  comparisons: readonly ScoredComparisons[],
  columns: readonly string[],
): { readonly covariance: Float64Array; readonly clusters: number | null; readonly name: string } => {
  const meat = new Float64Array(size * size)
  const add = (score: readonly (readonly [number, number])[], weight: number): void => {
    for (const [a, x] of score) for (const [b, y] of score) meat[a * size + b]! += weight * x * y
  }
  const addUnits = (unitOf: (clusters: readonly string[]) => string, sign: 1 | -1, what: string): number => {
    const units = new Map<string, Map<number, number>>()
    for (const { outcomes, clusters } of comparisons) {
      const unit = unitOf(clusters)
      const sum = units.get(unit) ?? new Map<number, number>()
      units.set(unit, sum)
      for (const { seen, slopes } of outcomes)
        for (const [a, slope] of slopes) sum.set(a, (sum.get(a) ?? 0) + seen * slope)
    }
    const m = units.size
    if (m < 2) throw new Error(`${what} is the same in every comparison; robust errors need two clusters or more`)
    for (const sum of units.values()) add([...sum], (sign * m) / (m - 1))
    return m
  }
  const finish = (clusters: number | null, name: string) => ({
    covariance: times(times(bread, meat, size), bread, size),
    clusters,
    name,
  })
  if (columns.length === 0) {
    for (const { outcomes } of comparisons) for (const { seen, slopes } of outcomes) add(slopes, seen)
    return finish(null, 'the sandwich, HC0')
  }
  const counts = columns.map((column, k) => addUnits((clusters) => clusters[k]!, 1, column))
  if (columns.length > 1) addUnits((clusters) => JSON.stringify(clusters), -1, columns.join(' with '))
  return finish(
    Math.min(...counts),
    `the sandwich, CR1 over ${columns.map((column, k) => `${counts[k]} of ${column}`).join(' and ')}`,
  )
}
