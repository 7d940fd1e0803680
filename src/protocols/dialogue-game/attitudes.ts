import { type Argument, acceptable, denial, type Literal } from './theory.ts'

/** When an agent asserts something. */
export const ASSERTING = ['confident', 'thoughtful', 'careful'] as const
export type Asserting = (typeof ASSERTING)[number]
/** When an agent accepts what another says. */
export const ACCEPTING = ['credulous', 'cautious', 'sceptical'] as const
export type Accepting = (typeof ACCEPTING)[number]

const strongest = (theory: readonly Argument[], literal: Literal): number =>
  Math.max(0, ...theory.filter(({ conclusion }) => conclusion === literal).map(({ strength }) => strength))

/**
 * Whether somebody with this theory may assert a literal: a confident agent if it has an argument for it, a careful one
 * if it has none as strong against it, a thoughtful one if it has an acceptable argument (in the grounded extension of
 * what it knows). Source: Parsons, Wooldridge & Amgoud 2003.
 */
export const mayAssert = (asserting: Asserting, theory: readonly Argument[], literal: Literal): boolean => {
  if (asserting === 'thoughtful') return acceptable(theory).some(({ conclusion }) => conclusion === literal)
  const own = strongest(theory, literal)
  return own > 0 && (asserting === 'confident' || own > strongest(theory, denial(literal)))
}

/**
 * Whether somebody with this theory accepts a literal: a credulous agent if it has an argument for it, a cautious one
 * if it has no stronger one against it, a sceptical one if it has an acceptable argument. Source: the same.
 */
export const accepts = (accepting: Accepting, theory: readonly Argument[], literal: Literal): boolean => {
  if (accepting === 'sceptical') return acceptable(theory).some(({ conclusion }) => conclusion === literal)
  const own = strongest(theory, literal)
  return own > 0 && (accepting === 'credulous' || own >= strongest(theory, denial(literal)))
}
