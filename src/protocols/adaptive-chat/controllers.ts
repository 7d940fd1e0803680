import { cosine, norm, PERSONA, type Standard } from './style.ts'

/** Where the bot's style goes next, from its last style and the user's, on standard scales. */
export type Controller = (bot: Standard, user: Standard) => Standard

const STEP = 0.25
const mix = (x: Standard, y: Standard): Standard => x.map((each, i) => 0.5 * each + 0.5 * y[i]!)

/** From `from` towards `to`, but no farther than `most`. */
const within = (from: Standard, to: Standard, most: number): Standard => {
  const way = to.map((each, i) => each - from[i]!)
  const length = norm(way)
  return length <= most ? to : from.map((each, i) => each + (way[i]! * most) / length)
}

const hybrid: Controller = (bot, user) => within(bot, mix(bot, user), STEP)

/**
 * The policies of Brandt 2025 by name: the persona always; the user's style; towards it by at most .25; half way; the
 * user's where the two differ by more than .1 in cosine, else as before; half way but by at most .25; that, pulled back
 * to within .75 of the persona; that, but as before where the two agree to .99 in cosine.
 */
export const CONTROLLERS = {
  static: () => PERSONA,
  uncapped: (_bot, user) => user,
  cap: (bot, user) => within(bot, user, STEP),
  ema: mix,
  'dead-band': (bot, user) => (1 - cosine(user, bot) > 0.1 ? user : bot),
  hybrid,
  'hybrid with radius': (bot, user) => within(PERSONA, hybrid(bot, user), 0.75),
  'hybrid with cache': (bot, user) => (cosine(bot, user) >= 0.99 ? bot : hybrid(bot, user)),
} as const satisfies Readonly<Record<string, Controller>>

export type ControllerName = keyof typeof CONTROLLERS
export const CONTROLLER_NAMES = Object.keys(CONTROLLERS) as readonly ControllerName[]
