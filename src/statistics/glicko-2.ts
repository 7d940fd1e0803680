import { checkNumbers } from './check.ts'
import { checkGlicko, type GlickoGame, type GlickoRating } from './glicko.ts'
import { root } from './root.ts'

/** A Glicko-2 rating: besides points and deviation, how much the strength changes from period to period. */
export interface Glicko2Rating extends GlickoRating {
  /** sigma, above 0, on the scale of points / 173.7178; .06 for a new player. */
  readonly volatility: number
}

/** The rating after a period, with two quantities of the computation, on the scale of points / 173.7178. */
export interface Glicko2Update extends Glicko2Rating {
  /** v: the variance with which the period's games alone tell the rating; Infinity where there are none. */
  readonly variance: number
  /** Delta: by how much those games alone would move it; 0 where there are none. */
  readonly improvement: number
}

/** Points per unit of the internal scale: 400 / ln 10, as the paper rounds it. */
const SCALE = 173.7178

/**
 * A player's Glicko-2 rating after one rating period (Glickman 2013, steps 1 to 8, the volatility found to the last
 * bit). As in `glicko`, the order of games within a period does not matter, and the order and cutting of periods does.
 * `tau` (.5 unless said; .3 to 1.2 are usual) holds the volatility: the smaller, the less it moves. Without games the
 * deviation grows by the volatility. Glickman's worked example prints 1464.06, because he rounds on the way; exact
 * arithmetic gives 1464.0507.
 */
export const glicko2 = (
  player: Glicko2Rating,
  games: readonly GlickoGame[],
  { tau = 0.5 }: { readonly tau?: number } = {},
): Glicko2Update => {
  checkGlicko(player, games)
  checkNumbers([player.volatility], 'the volatility of the player')
  if (!(player.volatility > 0))
    throw new Error(`the volatility of the player is ${player.volatility}; it must be above 0`)
  if (!(tau > 0 && Number.isFinite(tau))) throw new Error(`tau is ${tau}; it must be a finite number above 0`)
  const phi = player.deviation / SCALE
  let information = 0
  let surprise = 0
  for (const { opponent, score } of games) {
    const g = 1 / Math.sqrt(1 + (3 * (opponent.deviation / SCALE) ** 2) / Math.PI ** 2)
    const expected = 1 / (1 + Math.exp((-g * (player.rating - opponent.rating)) / SCALE))
    information += g * g * expected * (1 - expected)
    surprise += g * (score - expected)
  }
  const variance = 1 / information
  if (!(information > 0)) {
    const deviation = SCALE * Math.hypot(phi, player.volatility)
    return { rating: player.rating, deviation, volatility: player.volatility, variance: Infinity, improvement: 0 }
  }
  const improvement = variance * surprise
  const volatility = newVolatility(phi, player.volatility, variance, improvement, tau)
  const precision = 1 / (phi * phi + volatility * volatility) + information
  return {
    rating: player.rating + (SCALE * surprise) / precision,
    deviation: SCALE * Math.sqrt(1 / precision),
    volatility,
    variance,
    improvement,
  }
}

/** Step 5: where the posterior of ln sigma^2 is flat. */
const newVolatility = (phi: number, sigma: number, v: number, delta: number, tau: number): number => {
  const a = Math.log(sigma * sigma)
  const f = (x: number): number => {
    const e = Math.exp(x)
    const total = phi * phi + v + e
    return (e * (delta * delta - total)) / (2 * total * total) - (x - a) / (tau * tau)
  }
  const beyond = delta * delta - phi * phi - v
  let [low, high] = [a, a]
  if (beyond > 0) high = Math.max(a, Math.log(beyond))
  if (f(high) > 0)
    do high += tau
    while (f(high) > 0)
  if (f(low) < 0)
    do low -= tau
    while (f(low) < 0)
  return Math.exp(root(f, low, high) / 2)
}
