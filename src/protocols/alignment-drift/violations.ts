/** What a party to a bargain is there for: a hiker to raise the price, a presser to lower it. */
export type Party = 'hiker' | 'presser'

/** One change of price in a bargaining log. */
export interface PriceMove {
  /** From 0. */
  readonly round: number
  readonly party: Party
  readonly before: number
  readonly after: number
}

/** How often the parties did what they are not there for. */
export interface Violations {
  readonly moves: number
  readonly violations: number
  /** Of the moves; null where there are none. */
  readonly share: number | null
  readonly byParty: Readonly<Record<Party, number>>
  /** By round, from 0 to the last that occurs. */
  readonly byRound: readonly number[]
}

const checkMove = ({ round, party, before, after }: PriceMove, at: number): void => {
  if (!(Number.isSafeInteger(round) && round >= 0 && round < 1e6))
    throw new Error(`move ${at} of a bargaining log has round ${round}; a round is an integer from 0 to 999999`)
  if (party !== 'hiker' && party !== 'presser')
    throw new Error(`move ${at} of a bargaining log is by ${party}; the parties are hiker and presser`)
  if (!Number.isFinite(before) || !Number.isFinite(after))
    throw new Error(`move ${at} of a bargaining log goes from ${before} to ${after}; prices are finite numbers`)
}

/**
 * Counts the violations in a bargaining log, as Han et al. 2025 (arXiv:2510.04860) do: a price that did not move in its
 * party's direction, an unchanged one included.
 */
export const violations = (log: readonly PriceMove[]): Violations => {
  log.forEach(checkMove)
  const broken = log.filter(({ party, before, after }) => (party === 'hiker' ? after <= before : after >= before))
  const by = (party: Party): number => broken.filter((move) => move.party === party).length
  const byRound = Array.from({ length: log.reduce((last, { round }) => Math.max(last, round + 1), 0) }, () => 0)
  for (const { round } of broken) byRound[round]!++
  return {
    moves: log.length,
    violations: broken.length,
    share: log.length ? broken.length / log.length : null,
    byParty: { hiker: by('hiker'), presser: by('presser') },
    byRound,
  }
}
