/** Which of two was chosen, by the place it was shown in. */
export type Choice = 'first' | 'second' | 'tie'

/** One verdict of a judge on two texts, with what is known about them. What is not known is left out or null. */
export interface Judgement {
  /** Who wrote the one shown first, and the one shown second; or what kind of text each is. */
  readonly first: string
  readonly second: string
  readonly choice: Choice
  /** The prompt or topic: with it the same two texts are known again when they are shown in the other order. */
  readonly item?: string | null
  readonly judge?: string | null
  /** Words, or any one unit of length. */
  readonly firstLength?: number | null
  readonly secondLength?: number | null
  /** The model family of the judge and of each writer. */
  readonly judgeFamily?: string | null
  readonly firstFamily?: string | null
  readonly secondFamily?: string | null
  /** What people chose of the two, in the same order. */
  readonly human?: Choice | null
}
