/** What happened: true or 1, false or 0. */
export type Outcome = boolean | 0 | 1

/** Outcomes as 0 and 1, one for each of `count` scores or forecasts; throws naming the first that is neither. */
export const binaryOutcomes = (outcomes: readonly Outcome[], count: number, what: string): Uint8Array => {
  if (outcomes.length !== count)
    throw new Error(`${what}: ${outcomes.length} outcomes for ${count} numbers; give one for each`)
  return Uint8Array.from(outcomes, (outcome: unknown, i) => {
    if (outcome === true || outcome === 1) return 1
    if (outcome === false || outcome === 0) return 0
    throw new Error(`${what}: outcome ${i} is ${String(outcome)}; it must be true or false, or 1 or 0`)
  })
}
