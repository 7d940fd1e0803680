import { mean } from 'suasion/statistics'
import { type Counting, teamEfforts } from './team-sweep.ts'

const phases = [
  { name: 'formation', members: 8, loyalty: 1, pattern: 'high' },
  { name: 'growth', members: 25, loyalty: 0.85, pattern: 'moderate' },
  { name: 'maturation', members: 40, loyalty: 0.7, pattern: 'sustained' },
  { name: 'evolution', members: 35, loyalty: 0.6, pattern: 'declining' },
] as const
const loyalties = [0.85, 0.9, 0.8, 0.75, 0.7, 0.78, 0.82, 0.76] as const

/** Points for each pattern where the share of the most effort lies so, the best first. */
const patterns = {
  high: (x: number): number => (x > 0.6 ? 4 : x > 0.4 ? 3 : x > 0.2 ? 2 : 1),
  moderate: (x: number): number => (x > 0.3 && x < 0.9 ? 4 : x > 0.2 ? 2 : 1),
  sustained: (x: number): number => (x > 0.1 && x < 0.6 ? 4 : x > 0.05 ? 2 : 1),
  declining: (x: number): number => (x < 0.5 ? 4 : x < 0.7 ? 2 : 1),
}

/**
 * The Apache case of TR-3: the effort in each of four phases, and its 60-point rubric. Members have the loyalties of
 * eight documented ones, repeated, times that of the phase.
 */
export const apache = (
  counting: Counting,
): { efforts: readonly number[]; points: readonly number[]; score: number } => {
  const efforts = phases.map(({ members, loyalty }) =>
    mean(
      teamEfforts(
        {
          ...{ omega: 30, beta: 0.65, cost: 1.2, benefit: 0.8, tolerance: 0.3 },
          loyalties: Array.from({ length: members }, (_, i) => loyalties[i % loyalties.length]! * loyalty),
        },
        counting,
      ),
    ),
  )
  const ranked = [...efforts.keys()].sort((i, j) => efforts[j]! - efforts[i]!)
  const points = efforts.map((effort, i) => {
    const valid = (effort > 0 ? 1 : 0) + (effort < 100 ? 1 : 0) + (Number.isFinite(effort) ? 1 : 0)
    const rank = [4, 3, 1, 0][Math.abs(ranked.indexOf(i) - i)]!
    const before = efforts[i - 1]
    const trend =
      before === undefined
        ? effort >= 0.95 * Math.max(...efforts)
          ? 4
          : 2
        : effort < before
          ? 4
          : effort === before
            ? 2
            : effort < 1.1 * before
              ? 1
              : 0
    return valid + rank + patterns[phases[i]!.pattern](effort / 50) + trend
  })
  return { efforts, points, score: points.reduce((sum, x) => sum + x, 0) }
}
