import type { Estimate, Row } from 'suasion'
import { matchedDifference } from 'suasion/statistics'

/**
 * How much more of an outcome one arm has than another, over worlds that both arms met; rows without a number are left
 * out, with their pair. Null where fewer than two pairs are left, or all of them differ by the same.
 */
export const differenceBetween = (
  rows: readonly Row[],
  [first, second]: readonly [first: string, second: string],
  outcome: string,
): Estimate | null => {
  const known = rows.filter((row) => typeof row[outcome] === 'number')
  const byPair = (arm: string) =>
    new Map(known.flatMap((row) => (row['arm'] === arm ? [[row['pair'], row[outcome] as number] as const] : [])))
  const [ours, theirs] = [byPair(first), byPair(second)]
  const gaps = [...ours].flatMap(([pair, value]) => (theirs.has(pair) ? [value - theirs.get(pair)!] : []))
  if (gaps.length < 2 || gaps.every((gap) => gap === gaps[0])) return null
  return matchedDifference(known, { pair: 'pair', arm: 'arm', between: [first, second], outcome })
}

/** A difference as a direction: 1 where its interval lies above 0, -1 where it lies below; null where it holds 0. */
export const directionOf = (difference: Estimate | null): Estimate | null => {
  if (!difference?.interval) return null
  const [low, high] = difference.interval
  if (low <= 0 && high >= 0) return null
  const note = `difference ${difference.value.toPrecision(3)} [${low.toPrecision(3)}, ${high.toPrecision(3)}]`
  return { value: low > 0 ? 1 : -1, n: difference.n, estimator: 'sign of the mean paired difference', note }
}
