/** One game: who played, and what the first got (1 for a win, .5 for a tie, 0 for a loss). */
export interface EloGame {
  readonly first: string
  readonly second: string
  readonly score: number
}

/** The expected score of a player against another, on the scale where 400 points are odds of ten to one. */
export const eloExpected = (own: number, other: number): number => 1 / (1 + 10 ** ((other - own) / 400))

/**
 * Elo's ratings after each game, all players in order of first appearance from `start` (1500 unless said): both move by
 * `k` (32 unless said) times score less expectation, from what they were before the game. They depend on the order of
 * games; for a set of games without one use `bradleyTerry`. Throws on a player against itself and a score outside [0, 1].
 */
export const elo = (
  games: readonly EloGame[],
  { k = 32, start = 1500 }: { readonly k?: number; readonly start?: number } = {},
): readonly ReadonlyMap<string, number>[] => {
  if (!(k > 0 && Number.isFinite(k))) throw new Error(`k is ${k}; it must be above 0`)
  if (!Number.isFinite(start)) throw new Error(`the first rating is ${start}; it must be a finite number`)
  const ratings = new Map<string, number>()
  for (const [i, { first, second, score }] of games.entries()) {
    for (const name of [first, second]) {
      if (typeof name !== 'string' || name === '')
        throw new Error(`game ${i}: a player is called ${JSON.stringify(name)}; give it a name`)
      ratings.set(name, start)
    }
    if (first === second) throw new Error(`game ${i}: ${first} plays itself; leave such games out`)
    if (!(score >= 0 && score <= 1)) throw new Error(`game ${i}: the score is ${score}; it lies in [0, 1]`)
  }
  return games.map(({ first, second, score }) => {
    const [own, other] = [ratings.get(first)!, ratings.get(second)!]
    const change = k * (score - eloExpected(own, other))
    ratings.set(first, own + change)
    ratings.set(second, other - change)
    return new Map(ratings)
  })
}
