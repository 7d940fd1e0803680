/** A round of a Swiss tournament: who meets whom, and who has no opponent where they are odd in number. */
export interface SwissRound {
  readonly pairs: readonly (readonly [string, string])[]
  readonly bye: string | null
}

/** A mind before a round: its points so far, whom it has met, and whether it has had a bye. */
export interface SwissPlayer {
  readonly name: string
  readonly points: number
  readonly met: ReadonlySet<string>
  readonly bye: boolean
}

/** So many tries are made to pair a round without rematches. */
const TRIES = 20_000

/**
 * Pairs a round: minds with like points meet, nobody meets anybody again where that can be avoided, and the last who has
 * had none gets the bye. Players come in the order that breaks ties.
 */
export const swissRound = (players: readonly SwissPlayer[]): SwissRound => {
  const ranked = [...players].sort((a, b) => b.points - a.points)
  const odd = ranked.length % 2 === 1
  const byes = odd ? ranked.filter(({ bye }) => !bye).reverse() : []
  const resting: readonly (SwissPlayer | null)[] = odd ? (byes.length ? byes : [ranked.at(-1)!]) : [null]
  for (const rested of resting) {
    const pairs = matched(ranked.filter((player) => player !== rested))
    if (pairs) return { pairs, bye: rested?.name ?? null }
  }
  const [rested] = resting
  const left = ranked.filter((player) => player !== rested).map(({ name }) => name)
  return {
    pairs: left.flatMap((name, i) => (i % 2 === 0 ? [[name, left[i + 1]!] as const] : [])),
    bye: rested?.name ?? null,
  }
}

/** Pairs from the top, each with the next below that it has not met; null where no such pairing was found. */
const matched = (ranked: readonly SwissPlayer[]): (readonly [string, string])[] | null => {
  let tries = 0
  const pair = (left: readonly SwissPlayer[]): (readonly [string, string])[] | null => {
    const [top, ...others] = left
    if (!top) return []
    for (const other of others) {
      if (top.met.has(other.name)) continue
      if (++tries > TRIES) return null
      const rest = pair(others.filter((each) => each !== other))
      if (rest) return [[top.name, other.name], ...rest]
    }
    return null
  }
  return pair(ranked)
}
