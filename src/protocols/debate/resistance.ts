import type { Json } from 'suasion'
import { type Belief, believer } from './believer.ts'
import { STRATEGIES, STRATEGY_NAMES, type StrategyName } from './strategies.ts'
import { CLAIMS, type Claim } from './view.ts'

/** A mind with a theory of belief that resistance can be put around. */
export interface Persuadable<B extends Json> {
  readonly theory: Belief<B>
}

const within = (who: string, name: string, value: number, least: number, most: number): void => {
  if (!(value >= least && value <= most)) throw new Error(`${who}: ${name} is from ${least} to ${most}, not ${value}`)
}

/** A step from one state of belief to another, taken only so far: numbers in between, anything else as it was or is. */
export const partWay = <B extends Json>(before: B, after: B, share: number): B => {
  if (share >= 1) return after
  if (share <= 0) return before
  const between = (a: Json | undefined, b: Json): Json => {
    if (typeof b === 'number') return typeof a === 'number' ? a + share * (b - a) : share * b
    if (Array.isArray(b)) return b.map((each, i) => between(Array.isArray(a) ? a[i] : undefined, each))
    if (typeof b !== 'object' || b === null) return b
    const from = (typeof a === 'object' && a !== null ? a : {}) as Readonly<Record<string, Json>>
    return Object.fromEntries(Object.entries(b).map(([key, value]) => [key, between(from[key], value)]))
  }
  return between(before, after) as B
}

/** How resistance is built up and lost. */
export interface Inoculation {
  /** What the prebunk was about: one strategy, or all that manipulate; 'manipulation' unless said. */
  readonly against?: StrategyName | 'manipulation'
  /** The argument it refuted; null (unless said) for the strategy as such. */
  readonly claim?: Claim | null
  /** Refutes what will be said, or supports what is believed; sets the dose, .4 or .15, where none is given. */
  readonly kind?: 'refutational' | 'supportive'
  readonly dose?: number
  /** How many prebunks there were, `every` so many days, and how many days ago the last was. */
  readonly prebunks?: number
  readonly every?: number
  readonly days?: number
  /** How far it works against other arguments by the same strategy, 0 to 1. */
  readonly umbrella?: number
  /** Days during which nothing is lost, and in how many days after these half is. */
  readonly plateau?: number
  readonly halfLife?: number
}

/**
 * What is left of resistance after some days: all of it for `plateau` days (14), then half in each `halfLife` (45)
 * days.
 */
export const resistanceLeft = (resistance: number, days: number, plateau = 14, halfLife = 45): number =>
  resistance * 0.5 ** (Math.max(0, days - plateau) / halfLife)

/**
 * Resistance (0 to 1) after prebunks of one dose, `every` so many days, `days` after the last: each adds its dose of
 * what is left to add, R + (1 - R) q, to what has not been lost, and starts the clock again. The form is *inferred*
 * from McGuire 1964.
 */
export const resistanceOf = ({
  dose = 0.4,
  prebunks = 1,
  every = 7,
  days = 0,
  plateau = 14,
  halfLife = 45,
}: Inoculation): number => {
  let resistance = 0
  for (let i = 0; i < prebunks; i++) {
    const left = i === 0 ? 0 : resistanceLeft(resistance, every, plateau, halfLife)
    resistance = left + (1 - left) * dose
  }
  return resistanceLeft(resistance, days, plateau, halfLife)
}

/**
 * A listener who was warned: an argument by a strategy that it was inoculated against moves its belief 1 - R x match of
 * the way, where match is 1 for what was refuted and `umbrella` for another argument by the same strategy. Anchors
 * *published* in Banas & Rains 2010 (54 cases): same and different arguments do equally well, which is why `umbrella`
 * is 1, and resistance is equal at once and after a moderate delay, and falls after two weeks, which is why `plateau`
 * is 14. The form, doses and half-life are *inferred* or *chosen*. It can be put around any mind with a belief, another
 * resistance too.
 */
export const inoculate = <B extends Json>({ theory }: Persuadable<B>, options: Inoculation = {}) => {
  const { against = 'manipulation', claim = null, kind = 'refutational', umbrella = 1 } = options
  const { prebunks = 1, every = 7, days = 0, plateau = 14, halfLife = 45 } = options
  if (kind !== 'refutational' && kind !== 'supportive')
    throw new Error(`inoculate: kind is refutational or supportive, not ${kind}`)
  const { dose = kind === 'refutational' ? 0.4 : 0.15 } = options
  if (against !== 'manipulation' && !STRATEGY_NAMES.includes(against))
    throw new Error(`inoculate: there is no strategy called ${against}; there are ${STRATEGY_NAMES.join(', ')}`)
  if (claim !== null && !CLAIMS.includes(claim))
    throw new Error(`inoculate: there is no claim called ${claim}; there are ${CLAIMS.join(', ')}`)
  for (const [name, value] of Object.entries({ dose, umbrella })) within('inoculate', name, value, 0, 1)
  for (const [name, value] of Object.entries({ every, days, plateau })) within('inoculate', name, value, 0, 36_500)
  within('inoculate', 'halfLife', halfLife, 0.01, 36_500)
  if (!(Number.isInteger(prebunks) && prebunks >= 0 && prebunks <= 1000))
    throw new Error(`inoculate: prebunks is a whole number up to 1000, not ${prebunks}`)
  const resistance = resistanceOf({ dose, prebunks, every, days, plateau, halfLife })
  const match = (strategy: StrategyName, about: Claim): number => {
    const warned = against === 'manipulation' ? STRATEGIES[strategy].manipulative : strategy === against
    if (!warned) return 0
    return claim === null || claim === about ? 1 : umbrella
  }
  const heard = ['strategy', ...(claim === null ? [] : ['claim'])]
  return believer<B>({
    ...theory,
    name: `${theory.name}, inoculated (against ${against}, ${kind}, resistance ${resistance.toPrecision(3)})`,
    source: `${theory.source}; inoculation: anchors Banas & Rains 2010, form inferred, doses chosen`,
    hears: [...new Set([...theory.hears, ...heard])],
    hear: (before, said, place, side, seen) => {
      const argument = said[place]!
      const after = theory.hear(before, said, place, side, seen)
      if (argument.move !== 'argue') return after
      return partWay(before, after, 1 - resistance * match(argument.strategy, argument.claim))
    },
  })
}
