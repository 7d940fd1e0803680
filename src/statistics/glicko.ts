import { checkNumbers } from './check.ts'
import { root } from './root.ts'

/** One game of a rating period: the opponent as it stood before the period, and the score: 1 won, 0 lost, .5 tied. */
export interface RatedGame {
  readonly rating: number
  readonly deviation: number
  readonly score: number
}

const check = (numbers: Readonly<Record<string, number>>, games: readonly RatedGame[]): void => {
  checkNumbers(Object.values(numbers), `the ${Object.keys(numbers).join(', ')} of a player`)
  const flat = Object.entries(numbers).find(([name, value]) => name !== 'rating' && !(value > 0))
  if (flat) throw new Error(`the ${flat[0]} of a player is ${flat[1]}; it must be above 0`)
  for (const [i, { rating, deviation, score }] of games.entries()) {
    checkNumbers([rating, deviation, score], `rating, deviation and score of game ${i}`)
    if (!(deviation >= 0)) throw new Error(`game ${i}: the deviation of the opponent is ${deviation}; it is 0 or more`)
    if (!(score >= 0 && score <= 1)) throw new Error(`game ${i}: the score is ${score}; 1 is won, 0 lost, .5 tied`)
  }
}

/** What the games of a period say, on the natural scale: how precisely they place the player, and how far from where it stood. */
const evidence = (
  own: number,
  games: readonly { readonly at: number; readonly wide: number; readonly score: number }[],
) => {
  let information = 0
  let surplus = 0
  for (const { at, wide, score } of games) {
    const damped = 1 / Math.sqrt(1 + (3 * wide ** 2) / Math.PI ** 2)
    const expected = 1 / (1 + Math.exp(-damped * (own - at)))
    information += damped ** 2 * expected * (1 - expected)
    surplus += damped * (score - expected)
  }
  return { information, surplus }
}

/**
 * Glicko's rating and deviation after one period (Glickman 1999, Applied Statistics 48), for papers that print it; the
 * deviation is not raised for time between periods. The games of a period are taken together, in any order; the order of
 * periods, and where they are cut, changes the rating. For strengths from all games at once use `bradleyTerry`.
 * R: `PlayerRatings::glicko(games, cval = 0)`. Throws, naming the game, on numbers that are not finite.
 */
export const glicko = (
  player: { readonly rating: number; readonly deviation: number },
  games: readonly RatedGame[],
): { readonly rating: number; readonly deviation: number } => {
  check(player, games)
  const scale = 400 / Math.LN10
  const { information, surplus } = evidence(
    player.rating / scale,
    games.map(({ rating, deviation, score }) => ({ at: rating / scale, wide: deviation / scale, score })),
  )
  const variance = 1 / (scale ** 2 / player.deviation ** 2 + information)
  return { rating: player.rating + scale * variance * surplus, deviation: scale * Math.sqrt(variance) }
}

/**
 * Glicko-2's rating, deviation and volatility after one period (Glickman 2013, Example of the Glicko-2 system), for
 * papers that print it; `tau` limits how fast volatility changes. Without games the deviation grows by the volatility.
 * His worked example rounds in between: it prints 1464.06 where exact arithmetic gives 1464.0507.
 * R: `PlayerRatings::glicko2(games, tau = .5)`. Throws, naming the game, on numbers that are not finite.
 */
export const glicko2 = (
  player: { readonly rating: number; readonly deviation: number; readonly volatility: number },
  games: readonly RatedGame[],
  { tau = 0.5 }: { readonly tau?: number } = {},
): { readonly rating: number; readonly deviation: number; readonly volatility: number } => {
  check({ ...player, tau }, games)
  const scale = 173.7178
  const own = (player.rating - 1500) / scale
  const wide = player.deviation / scale
  const grown = (volatility: number): number => Math.sqrt(wide ** 2 + volatility ** 2)
  if (games.length === 0) return { ...player, deviation: scale * grown(player.volatility) }
  const { information, surplus } = evidence(
    own,
    games.map(({ rating, deviation, score }) => ({ at: (rating - 1500) / scale, wide: deviation / scale, score })),
  )
  const variance = 1 / information
  const excess = (variance * surplus) ** 2 - wide ** 2 - variance
  const before = Math.log(player.volatility ** 2)
  const slope = (x: number): number =>
    (Math.exp(x) * (excess - Math.exp(x))) / (2 * (wide ** 2 + variance + Math.exp(x)) ** 2) - (x - before) / tau ** 2
  let steps = 1
  while (excess <= 0 && slope(before - steps * tau) < 0) steps++
  const far = excess > 0 ? Math.log(excess) : before - steps * tau
  const volatility = Math.exp(root(slope, Math.min(before, far), Math.max(before, far)) / 2)
  const after = 1 / (1 / grown(volatility) ** 2 + information)
  return { rating: 1500 + scale * (own + after * surplus), deviation: scale * Math.sqrt(after), volatility }
}
