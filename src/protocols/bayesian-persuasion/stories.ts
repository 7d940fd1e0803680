/** What the receiver can do, from what the sender wants least to what it wants most. */
export const ACTIONS = ['refuse', 'restrict', 'accept'] as const
export type Action = (typeof ACTIONS)[number]

/** The same game told as something that happens. */
export interface Story {
  readonly sender: string
  readonly receiver: string
  /** What the state is a property of. */
  readonly matter: string
  readonly good: string
  readonly bad: string
  /** What each action is called here; an action without a name cannot be taken. */
  readonly actions: Readonly<Partial<Record<Action, string>>>
}

/**
 * The stories: the prosecutor of Kamenica & Gentzkow 2011; the letters of recommendation of Dughmi 2017; an offer, as
 * in He et al. 2025; and the approval of a medicine, with an action between (chosen).
 */
export const STORIES = {
  prosecutor: {
    sender: 'prosecutor',
    receiver: 'judge',
    matter: 'defendant',
    good: 'guilty',
    bad: 'innocent',
    actions: { refuse: 'acquit', accept: 'convict' },
  },
  letters: {
    sender: 'teacher',
    receiver: 'employer',
    matter: 'student',
    good: 'excellent',
    bad: 'weak',
    actions: { refuse: 'turn the student down', accept: 'hire the student' },
  },
  offer: {
    sender: 'seller',
    receiver: 'buyer',
    matter: 'product',
    good: 'sound',
    bad: 'faulty',
    actions: { refuse: 'walk away', accept: 'buy' },
  },
  medicine: {
    sender: 'maker',
    receiver: 'regulator',
    matter: 'medicine',
    good: 'safe',
    bad: 'unsafe',
    actions: { refuse: 'refuse it', restrict: 'approve it for a few', accept: 'approve it for all' },
  },
} as const satisfies Readonly<Record<string, Story>>

export type StoryName = keyof typeof STORIES

/** Payoffs by state (bad, then good) and action, in the order of `actions`. */
export interface Payoffs {
  readonly actions: readonly Action[]
  readonly sender: readonly [bad: readonly number[], good: readonly number[]]
  readonly receiver: readonly [bad: readonly number[], good: readonly number[]]
}

/**
 * What everyone gets: the sender 1 where the receiver accepts, 0 where it refuses. The receiver gets 1 - threshold for
 * accepting what is good and loses the threshold for accepting what is bad, so it accepts from a belief of the
 * threshold upwards. With an action between, chosen: it brings the sender .75 and half the stakes, so that the receiver
 * takes it from half the threshold to the threshold.
 */
export const payoffsOf = (story: StoryName, threshold: number): Payoffs => {
  const half = 'restrict' in STORIES[story].actions
  const t = threshold
  if (!half)
    return {
      actions: ['refuse', 'accept'],
      sender: [
        [0, 1],
        [0, 1],
      ],
      receiver: [
        [0, -t],
        [0, 1 - t],
      ],
    }
  return {
    actions: ACTIONS,
    sender: [
      [0, 0.75, 1],
      [0, 0.75, 1],
    ],
    receiver: [
      [0, -t / 4, -0.75 * t],
      [0, 0.5 - t / 4, 1 - 0.75 * t],
    ],
  }
}

/** The beliefs at which the receiver turns from one action to the next. */
export const turningBeliefs = (story: StoryName, threshold: number): readonly number[] =>
  'restrict' in STORIES[story].actions ? [threshold / 2, threshold] : [threshold]

/** What a receiver who believes `belief` does: what is best for itself, and of equals what the sender wants. */
export const bestAction = (story: StoryName, threshold: number, belief: number): Action => {
  const {
    actions,
    receiver: [bad, good],
  } = payoffsOf(story, threshold)
  const values = actions.map((_, i) => (1 - belief) * bad[i]! + belief * good[i]!)
  const best = Math.max(...values)
  return actions[values.findLastIndex((value) => value >= best - 1e-9)]!
}
