import { checkNumbers } from './check.ts'

/** One game in the order played; `score` is the first's: 1 won, 0 lost, .5 tied. */
export interface EloGame {
  readonly first: string
  readonly second: string
  readonly score: number
}

/**
 * Elo ratings, for papers that print Elo: after each game both ratings move by k times the score less what was expected
 * at 1 / (1 + 10^((other - own) / 400)), from the ratings before it. The order of games decides the result, later games
 * weigh more, and there is no standard error: for strengths use `bradleyTerry`, whose ability times 400 / ln 10 is on this
 * scale. `trace` holds the ratings after each game, from the first appearance of a player on. Source: Elo 1978, The
 * Rating of Chessplayers. R: `PlayerRatings::elo(games, init = 1500, kfac = k)` with one period per game.
 * Throws on no games, a player without a name or against itself, and scores that are not from 0 to 1.
 */
export const elo = (
  games: readonly EloGame[],
  { k = 32, start = 1500 }: { readonly k?: number; readonly start?: number } = {},
): {
  readonly ratings: Readonly<Record<string, number>>
  readonly trace: readonly Readonly<Record<string, number>>[]
} => {
  if (games.length === 0) throw new Error('Elo ratings of no games are not defined; give at least one')
  checkNumbers([k, start], 'k and start of Elo ratings')
  if (!(k > 0)) throw new Error(`the k of Elo ratings is ${k}; it must be above 0, as 32 is`)
  const ratings = new Map<string, number>()
  const trace = games.map(({ first, second, score }, i) => {
    for (const name of [first, second])
      if (typeof name !== 'string' || name === '')
        throw new Error(`game ${i}: a player is called ${JSON.stringify(name)}; give it a name`)
    if (first === second) throw new Error(`game ${i}: ${first} plays against itself; leave such games out`)
    if (!(score >= 0 && score <= 1))
      throw new Error(`game ${i}: the score of ${first} is ${score}; 1 is won, 0 lost, .5 tied`)
    const [own, other] = [ratings.get(first) ?? start, ratings.get(second) ?? start]
    const moved = k * (score - 1 / (1 + 10 ** ((other - own) / 400)))
    ratings.set(first, own + moved).set(second, other - moved)
    return Object.fromEntries(ratings)
  })
  return { ratings: Object.fromEntries(ratings), trace }
}
