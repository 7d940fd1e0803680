import { luckOf } from '../src/core/luck.ts'
import { plainCrossProduct } from '../src/math/cross-product.ts'
import { numeric, type PairCounts, type Row } from '../src/statistics/index.ts'

export { bootstrapMean, bradleyTerry, generalisedMixed, logisticMatrix } from '../src/statistics/index.ts'
export { luckOf, plainCrossProduct }

const luck = luckOf('bench-statistics')
const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/** 100,000 comparisons of 200 items with planted strengths. */
export const comparisons = (): PairCounts[] => {
  const draw = luck.of('comparisons')
  const strength = Array.from({ length: 200 }, () => draw.normal())
  return Array.from({ length: 100_000 }, () => {
    const i = Math.floor(draw.uniform() * 200)
    const j = (i + 1 + Math.floor(draw.uniform() * 199)) % 200
    const won = draw.uniform() < logistic(strength[i]! - strength[j]!)
    return { first: `item ${i}`, second: `item ${j}`, wins: Number(won), losses: Number(!won) }
  })
}

/** A million rows of 20 columns, the first all ones, with a planted outcome. */
export const manyRows = (): { x: Float64Array; y: Uint8Array; columns: number } => {
  const draw = luck.of('rows')
  const [n, columns] = [1_000_000, 20]
  const x = new Float64Array(n * columns)
  const y = new Uint8Array(n)
  const planted = Array.from({ length: columns }, () => draw.normal(0, 0.3))
  for (let i = 0; i < n; i++) {
    let eta = 0
    for (let k = 0; k < columns; k++) {
      const value = k === 0 ? 1 : (draw.uniform() + draw.uniform() + draw.uniform() - 1.5) * 2
      x[i * columns + k] = value
      eta += value * planted[k]!
    }
    y[i] = Number(draw.uniform() < logistic(eta))
  }
  return { x, y, columns }
}

/** Ten thousand numbers. */
export const numbersOf = (): Float64Array => {
  const draw = luck.of('numbers')
  return Float64Array.from({ length: 10_000 }, () => draw.normal(3, 2))
}

/** Twenty thousand rows in 400 groups, with a planted random intercept. */
export const grouped = (): Row[] => {
  const draw = luck.of('grouped')
  const shift = Array.from({ length: 400 }, () => draw.normal(0, 0.8))
  return Array.from({ length: 20_000 }, (_, i) => {
    const [x, z, arm, g] = [draw.normal(), draw.normal(), i % 2, Math.floor(i / 50)]
    const y = Number(draw.uniform() < logistic(-0.3 + 0.5 * x - 0.3 * z + 0.4 * arm + shift[g]!))
    return { x, z, arm, g, y }
  })
}

export const mixedModel = {
  outcome: 'y',
  family: 'binomial',
  terms: ['x', 'z', 'arm'].map(numeric),
  random: [{ group: 'g' }],
} as const

/** The plain loops a ratio is taken to where there is no R: the sums of such fits row by row, without any care for speed. */
export const plain = {
  /** Six passes that add up gradients and information game by game; no system is solved, nothing aggregated first. */
  comparisons: (rows: readonly PairCounts[]): number => {
    const names = [...new Set(rows.flatMap(({ first, second }) => [first, second]))]
    const index = new Map(names.map((name, k) => [name, k]))
    const size = names.length
    const at = new Float64Array(size)
    const square = new Float64Array(size * size)
    for (let step = 0; step < 6; step++)
      for (const { first, second, wins, losses } of rows) {
        const [i, j] = [index.get(first)!, index.get(second)!]
        const p = logistic(at[i]! - at[j]!)
        const weight = (wins + losses) * p * (1 - p)
        const slope = wins - (wins + losses) * p
        at[i]! += 1e-3 * slope
        at[j]! -= 1e-3 * slope
        for (const [a, b, sign] of [
          [i, i, 1],
          [i, j, -1],
          [j, i, -1],
          [j, j, 1],
        ] as const)
          square[a * size + b]! += sign * weight
      }
    return square[0]!
  },
  bootstrap: (values: Float64Array, replicates: number): number => {
    const draw = luck.of('plain bootstrap')
    let total = 0
    for (let r = 0; r < replicates; r++) {
      let sum = 0
      for (let i = 0; i < values.length; i++) sum += values[Math.floor(draw.uniform() * values.length)]!
      total += sum / values.length
    }
    return total / replicates
  },
  /** Laplace's deviance at 172 points, as many as a search with numerical gradients needs, one group at a time. */
  mixed: (rows: readonly Row[]): number => {
    const groups: Row[][] = []
    for (const row of rows) (groups[row['g'] as number] ??= []).push(row)
    let deviance = 0
    for (let count = 0; count < 172; count++) {
      const sd = 0.5 + count / 172
      deviance = 0
      for (const members of groups) {
        let u = 0
        let curvature = 1
        for (let step = 0; step < 4; step++) {
          let slope = -u
          curvature = 1
          for (const row of members) {
            const eta = -0.3 + 0.5 * (row['x'] as number) - 0.3 * (row['z'] as number) + 0.4 * (row['arm'] as number)
            const p = logistic(eta + sd * u)
            slope += sd * ((row['y'] as number) - p)
            curvature += sd * sd * p * (1 - p)
          }
          u += slope / curvature
        }
        deviance += u * u + Math.log(curvature)
      }
    }
    return deviance
  },
}
