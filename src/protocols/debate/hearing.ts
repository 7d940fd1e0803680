import { type Atom, forceOf, type Joint, TARGET, update } from './network.ts'
import type { Susceptibility } from './profile.ts'
import { STRATEGIES } from './strategies.ts'
import { CLAIMS, type Said, type Side } from './view.ts'

/** An argument as others hear it. */
export type Argued = Pick<Extract<Said, { move: 'argue' }>, 'strategy' | 'claim' | 'strength'>

/** How a persuadee with a network takes arguments in. */
export interface NetworkHearing {
  readonly suscept: Susceptibility
  /** Multiplies every force; 1 in the source. */
  readonly scale: number
  /** g, 0 to 1: the k-th repeat of one strategy on one claim counts as its likelihood ratio to the power g^k. */
  readonly repetition: number
}

/** How far an argument about a premise also says that the premise bears on the proposition: *chosen*. */
export const EDGE_RELEVANCE = 0.5

/**
 * An argument as atoms: about the proposition, one on the target; about a premise, one on the premise, and one on its
 * edge to the target. Strength s supports the speaker's goal by (1 + s) / 2, so that .6 is a p_support of .8; this
 * reading of our acts is *chosen*.
 */
export const atomsOf = ({ claim, strength }: Argued): readonly Atom[] => {
  const support = (1 + strength) / 2
  if (claim === 'proposition') return [{ node: TARGET, support, relevance: 1 }]
  const premise = CLAIMS.indexOf(claim)
  return [
    { node: premise, support, relevance: 1 },
    { node: TARGET, from: premise, support, relevance: EDGE_RELEVANCE },
  ]
}

/** The network after an argument for a side that has been heard `repeats` times before. */
export const hearArgument = (
  joint: Joint,
  argument: Argued,
  side: Side,
  { suscept, scale, repetition }: NetworkHearing,
  repeats: number,
): Joint => {
  const force = forceOf(STRATEGIES[argument.strategy].modes, suscept, scale)
  const damping = repetition ** repeats
  return atomsOf(argument).reduce((table, atom) => update(table, atom, side === 'PRO' ? 1 : -1, force, damping), joint)
}

/** How often the argument at `place` had been made before by the same speaker: same strategy, same claim. */
export const repeatsOf = (said: readonly Said[], place: number): number => {
  const { by, strategy, claim } = said[place]!
  let repeats = 0
  for (let i = 0; i < place; i++) {
    const each = said[i]!
    if (each.by === by && each.strategy === strategy && each.claim === claim) repeats++
  }
  return repeats
}
