import { checkNumbers } from './check.ts'

/** What Glicko believes of a player: a rating and its standard deviation, in points (a new player: 1500 and 350). */
export interface GlickoRating {
  readonly rating: number
  /** RD, above 0. */
  readonly deviation: number
}

/** One game of a rating period: the opponent as rated before the period, and the score (0 lost, .5 drawn, 1 won). */
export interface GlickoGame {
  readonly opponent: GlickoRating
  readonly score: number
}

const Q = Math.LN10 / 400

/** Throws where a rating or a score is none. */
export const checkGlicko = (player: GlickoRating, games: readonly GlickoGame[]): void => {
  for (const [{ rating, deviation }, whose] of [
    [player, 'the player'] as const,
    ...games.map(({ opponent }, i) => [opponent, `the opponent of game ${i}`] as const),
  ]) {
    checkNumbers([rating, deviation], `rating and deviation of ${whose}`)
    if (!(deviation > 0)) throw new Error(`the deviation of ${whose} is ${deviation}; it must be above 0`)
  }
  const bad = games.findIndex(({ score }) => !(score >= 0 && score <= 1))
  if (bad >= 0) throw new Error(`the score of game ${bad} is ${games[bad]!.score}; it is 0 lost, .5 drawn or 1 won`)
}

/**
 * A player's Glicko rating after one rating period, from the rating before it and all games of the period. The games of
 * a period are taken together, so their order does not matter; the order of periods does, and so does where they are cut:
 * it is a filter for skill that drifts, not a fit. For one set of games judged as a whole, use `bradleyTerry`.
 * `growth` (c, 0 unless said) is how fast certainty fades, in points per square root of a period: the deviation before
 * is sqrt(RD^2 + c^2), at most `most` (350). With no games only that is done. `spread` is d, points: the sd with which
 * the period's games alone tell the rating; Infinity where there are none.
 * Source: Glickman 1999, equations 1 to 9; his worked example gives 1464 and 151.4.
 */
export const glicko = (
  player: GlickoRating,
  games: readonly GlickoGame[],
  { growth = 0, most = 350 }: { readonly growth?: number; readonly most?: number } = {},
): GlickoRating & { readonly spread: number } => {
  checkGlicko(player, games)
  if (!(growth >= 0 && Number.isFinite(growth)))
    throw new Error(`the growth is ${growth}; it must be finite, 0 or more`)
  if (!(most > 0)) throw new Error(`the largest deviation is ${most}; it must be above 0`)
  const before = growth === 0 ? player.deviation : Math.min(most, Math.hypot(player.deviation, growth))
  let information = 0
  let surprise = 0
  for (const { opponent, score } of games) {
    const g = 1 / Math.sqrt(1 + (3 * (Q * opponent.deviation) ** 2) / Math.PI ** 2)
    const expected = 1 / (1 + 10 ** ((-g * (player.rating - opponent.rating)) / 400))
    information += (Q * g) ** 2 * expected * (1 - expected)
    surprise += g * (score - expected)
  }
  const precision = 1 / before ** 2 + information
  return {
    rating: player.rating + (Q / precision) * surprise,
    deviation: Math.sqrt(1 / precision),
    spread: Math.sqrt(1 / information),
  }
}
