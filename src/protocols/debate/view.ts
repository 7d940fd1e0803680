import type { Profile } from './profile.ts'
import type { StrategyName } from './strategies.ts'

export type Side = 'PRO' | 'CON'
/** What an argument is about: one of the item's reasons, or the proposition itself. */
export const CLAIMS = ['premise1', 'premise2', 'premise3', 'proposition'] as const
export type Claim = (typeof CLAIMS)[number]
export const STAGES = ['opening', 'rebuttal', 'conclusion'] as const
export type Stage = (typeof STAGES)[number]

/** One contribution as the others hear it; whether it was truthful is known to its speaker and the log alone. */
export type Said =
  | {
      readonly by: string
      readonly move: 'argue'
      readonly strategy: StrategyName
      readonly claim: Claim
      readonly strength: number
      readonly text: string
    }
  | {
      readonly by: string
      readonly move: 'answer'
      readonly strategy: null
      readonly claim: null
      readonly strength: null
      readonly text: string
    }

/** What a seat knows. */
export interface View {
  readonly seat: string
  readonly role: 'debater' | 'persuader' | 'listener'
  readonly form: 'debate' | 'audience'
  readonly proposition: string
  /** Up to three reasons for the proposition, as sentences; the item's, and often none. */
  readonly premises: readonly string[]
  readonly rounds: number
  /** From 0; in a debate the place in {@link STAGES}. It equals `rounds` when all is said. */
  readonly round: number
  /** What this seat argues for; null for a listener. */
  readonly side: Side | null
  readonly otherSide: Side | null
  readonly profile: Profile
  /** The other's profile, where this seat is shown it. */
  readonly otherProfile: Profile | null
  readonly said: readonly Said[]
}

/** The stage a round stands for: the first opens, the last concludes, those between rebut. */
export const stageOf = ({ round, rounds }: Pick<View, 'round' | 'rounds'>): Stage =>
  round === 0 ? 'opening' : round >= rounds - 1 ? 'conclusion' : 'rebuttal'
