import type { Json } from 'suasion'
import { believer } from './believer.ts'
import { type Persuadable, partWay } from './resistance.ts'
import { STRATEGIES, type StrategyName } from './strategies.ts'

/** How plainly a strategy shows that it is one, and how far it threatens the freedom to decide: 0 to 1, *chosen*. */
export const TACTICS: Readonly<Record<StrategyName, { readonly obviousness: number; readonly threat: number }>> =
  Object.fromEntries(
    Object.entries(STRATEGIES).map(([name, { family, manipulative }]) => {
      const pressure = /pressure|blackmail|guilt|fear/.test(name)
      const obviousness = manipulative ? 0.8 : family === 'cialdini' ? 0.4 : 0.1
      return [name, { obviousness, threat: manipulative ? (pressure ? 0.6 : 0.4) : name === 'scarcity' ? 0.2 : 0 }]
    }),
  ) as Readonly<Record<StrategyName, { readonly obviousness: number; readonly threat: number }>>

/** What a listener knows of persuasion, and how it takes pressure; each 0 to 1. */
export interface Guard {
  /** Persuasion knowledge. */
  readonly knowledge?: number
  /** How busy it is with other things. */
  readonly load?: number
  readonly suspicion?: number
  /** How strongly reactance pushes back: rho, on an attitude scale from -1 to 1. */
  readonly reactance?: number
  /** How far the setting leaves it free to decide, which takes the edge off a threat. */
  readonly autonomy?: number
}

/** What is believed, how much reactance there is, and how far it has pushed belief by now. */
type Guarded<B extends Json> = { readonly belief: B; readonly reactance: number; readonly pushed: number }

/** The probability of seeing through a tactic: sigmoid(-2 + 4 knowledge x obviousness - 2 load + 1.5 suspicion). */
export const detection = (
  obviousness: number,
  { knowledge, load, suspicion }: Readonly<Record<'knowledge' | 'load' | 'suspicion', number>>,
): number => 1 / (1 + Math.exp(2 - 4 * knowledge * obviousness + 2 * load - 1.5 * suspicion))

/**
 * A listener who knows how persuasion works. A tactic it sees through (Friestad & Wright 1994) moves it 1 - knowledge
 * of the way, and what threatens its freedom arouses reactance (Brehm 1966; Dillard & Shen 2005): .7 of it stays from
 * argument to argument, each threat adds to it, and it pushes the attitude away from the speaker's side by rho x
 * reactance, so that pressure can backfire. The functional forms are *inferred*; the defaults and {@link TACTICS} are
 * *chosen*. It can be put around any mind with a belief.
 */
export const guard = <B extends Json>({ theory }: Persuadable<B>, options: Guard = {}) => {
  const { knowledge = 0.5, load = 0.2, suspicion = 0.3, reactance: rho = 0.2, autonomy = 0 } = options
  for (const [name, value] of Object.entries({ knowledge, load, suspicion, reactance: rho, autonomy }))
    if (!(value >= 0 && value <= 1)) throw new Error(`guard: ${name} is from 0 to 1, not ${value}`)
  return believer<Guarded<B>>({
    name: `${theory.name}, guarded (knowledge ${knowledge}, load ${load}, suspicion ${suspicion}, reactance ${rho}, autonomy ${autonomy})`,
    source: `${theory.source}; persuasion knowledge and reactance: Friestad & Wright 1994, Dillard & Shen 2005, forms inferred`,
    hears: [...new Set([...theory.hears, 'strategy'])],
    begin: (seen) => ({ belief: theory.begin(seen), reactance: 0, pushed: 0 }),
    hear: (before, said, place, side, seen) => {
      const argument = said[place]!
      if (argument.move !== 'argue') return before
      const { obviousness, threat } = TACTICS[argument.strategy]
      const chance = detection(obviousness, { knowledge, load, suspicion })
      const detected = seen.luck.of('detect', place).uniform() < chance
      const moved = theory.hear(before.belief, said, place, side, seen)
      const reactance = 0.7 * before.reactance + (detected ? threat * (1 - autonomy) : 0)
      // A belief from 0 to 1 is half as long as an attitude from -1 to 1.
      const push = (rho * reactance) / 2
      return {
        belief: partWay(before.belief, moved, detected ? 1 - knowledge : 1),
        reactance,
        pushed: before.pushed + (side === 'PRO' ? -push : push),
      }
    },
    credence: ({ belief, pushed }) => {
      const plain = theory.credence(belief)
      return pushed === 0 ? plain : Math.min(0.999, Math.max(0.001, plain + pushed))
    },
    carry: ({ belief, reactance, pushed }) => ({
      belief: theory.carry ? theory.carry(belief) : belief,
      reactance,
      pushed,
    }),
  })
}
