import { checkNumbers } from './check.ts'

/** Points, one row each, checked to be of one length and finite; gives that length. */
export const checkPoints = (points: readonly (readonly number[])[], what: string, least = 1): number => {
  if (points.length < least) throw new Error(`${what}: ${points.length} points, at least ${least} are needed`)
  const width = points[0]?.length ?? 0
  for (const [i, point] of points.entries()) {
    if (point.length !== width) throw new Error(`${what}: row ${i} has ${point.length} numbers, and row 0 has ${width}`)
    checkNumbers(point, `${what}, row ${i}`)
  }
  return width
}

/** A distance matrix, checked to be square and symmetric, with 0 on its diagonal and nothing below 0. */
export const checkDistances = (distances: readonly (readonly number[])[], what: string, least = 2): void => {
  const size = checkPoints(distances, what, least)
  if (size !== distances.length)
    throw new Error(`${what}: the distances have ${distances.length} rows and ${size} columns; they must be square`)
  for (const [i, row] of distances.entries())
    for (let j = 0; j <= i; j++) {
      const [one, other] = [row[j]!, distances[j]![i]!]
      if (i === j && one !== 0) throw new Error(`${what}: the distance of ${i} from itself is ${one}; it must be 0`)
      if (one < 0) throw new Error(`${what}: the distance of ${i} and ${j} is ${one}; it cannot be below 0`)
      if (Math.abs(one - other) > 1e-9 * (1 + Math.abs(one)))
        throw new Error(`${what}: from ${i} to ${j} it is ${one}, and from ${j} to ${i} ${other}; give one distance`)
    }
}

/** The entries below the diagonal of a square matrix, row by row: each pair once. */
export const lowerTriangle = (matrix: readonly (readonly number[])[]): readonly number[] =>
  matrix.flatMap((row, i) => row.slice(0, i))
