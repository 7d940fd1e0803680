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

/** So many pairs are tried for a round. */
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

/** The pairing without rematches whose points differ least (in squares) of those tried; null where none was found. */
const matched = (ranked: readonly SwissPlayer[]): (readonly [string, string])[] | null => {
  let tries = 0
  let best: (readonly [string, string])[] | null = null
  let least = Number.POSITIVE_INFINITY
  const search = (left: readonly SwissPlayer[], pairs: (readonly [string, string])[], cost: number): void => {
    const [top, ...others] = left
    if (!top) {
      best = pairs
      least = cost
      return
    }
    for (const other of others) {
      const next = cost + (top.points - other.points) ** 2
      if (tries >= TRIES || next >= least) return
      if (top.met.has(other.name)) continue
      tries++
      const rest = others.filter((each) => each !== other)
      search(rest, [...pairs, [top.name, other.name]], next)
    }
  }
  search(ranked, [], 0)
  return best
}
