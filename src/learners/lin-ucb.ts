import { finite, positive, sized, whole } from './parts/check.ts'

/** Where LinUCB stands, as plain data: the inverse of ridge I + sum x x', row by row, and the sum of reward x. */
export interface LinUcb {
  readonly inverse: readonly (readonly number[])[]
  readonly response: readonly number[]
}

/**
 * LinUCB at its start, for contexts of `dimensions` numbers; `ridge` (above 0, 1 unless said) is the prior precision.
 * One state per arm is the paper's algorithm 1 (disjoint models); one state for all arms shares what is learnt.
 * Source: Li, Chu, Langford & Schapire 2010.
 */
export const linUcb = (dimensions: number, { ridge = 1 }: { readonly ridge?: number } = {}): LinUcb => {
  whole(dimensions, 'the number of dimensions')
  positive(ridge, 'the ridge')
  const places = Array.from({ length: dimensions }, (_, i) => i)
  return { inverse: places.map((i) => places.map((j) => (i === j ? 1 / ridge : 0))), response: places.map(() => 0) }
}

const times = (matrix: readonly (readonly number[])[], x: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, a, j) => sum + a * x[j]!, 0))
const dot = (x: readonly number[], y: readonly number[]): number => x.reduce((sum, a, i) => sum + a * y[i]!, 0)

/** LinUCB after context `x` brought `reward`: the inverse by the formula of Sherman & Morrison (1950). */
export const linUcbUpdate = ({ inverse, response }: LinUcb, x: readonly number[], reward: number): LinUcb => {
  sized(x, response.length, 'the context')
  finite(reward, 'the reward')
  const u = times(inverse, x)
  const scale = 1 + dot(u, x)
  return {
    inverse: inverse.map((row, i) => row.map((a, j) => a - (u[i]! * u[j]!) / scale)),
    response: response.map((b, i) => b + reward * x[i]!),
  }
}

/** The ridge estimate of the weights, in reward per unit of each number of the context. */
export const linUcbWeights = ({ inverse, response }: LinUcb): readonly number[] => times(inverse, response)

/** The upper index of a context, weights . x + alpha sqrt(x' inverse x), in units of reward; `alpha` of 0 or more. */
export const linUcbIndex = (state: LinUcb, x: readonly number[], { alpha }: { readonly alpha: number }): number => {
  sized(x, state.response.length, 'the context')
  if (!(alpha >= 0 && Number.isFinite(alpha)))
    throw new Error(`alpha is ${alpha}; it must be a finite number of at least 0`)
  return dot(linUcbWeights(state), x) + alpha * Math.sqrt(Math.max(0, dot(x, times(state.inverse, x))))
}
