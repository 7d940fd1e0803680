import type { SeatId } from 'suasion'

/** The five kinds of questions of WereAlign, with how many of its 698 there are; each question has nine options. */
export const CATEGORIES = {
  'role inference': 142,
  'strategic judgement': 145,
  'deception reasoning': 136,
  'persuasive statements': 158,
  'counterfactual trade-off': 117,
} as const
export type Category = keyof typeof CATEGORIES
export const OPTIONS = 9

/** The share of right answers in each category and their plain mean, the speech score; null where a category has no answer. */
export const speechScore = (
  answers: readonly { readonly category: Category; readonly given: string; readonly right: string }[],
): { readonly score: number | null; readonly by: Readonly<Record<Category, number | null>> } => {
  const stranger = answers.find(({ category }) => !(category in CATEGORIES))
  if (stranger)
    throw new Error(`there is no category ${stranger.category}; there are ${Object.keys(CATEGORIES).join(', ')}`)
  const by = Object.fromEntries(
    Object.keys(CATEGORIES).map((category) => {
      const own = answers.filter((each) => each.category === category)
      return [category, own.length ? own.filter(({ given, right }) => given === right).length / own.length : null]
    }),
  ) as Record<Category, number | null>
  const known = Object.values(by).filter((each) => each !== null)
  const whole = known.length === Object.keys(CATEGORIES).length
  return { score: whole ? known.reduce((sum, each) => sum + each, 0) / known.length : null, by }
}

/** The share of days on which a vote is that of the game's most valuable player; days one of them did not vote are left out. */
export const voteAlignment = (
  votes: readonly { readonly vote: SeatId | null; readonly best: SeatId | null }[],
): number | null => {
  const both = votes.filter(({ vote, best }) => vote !== null && best !== null)
  return both.length ? both.filter(({ vote, best }) => vote === best).length / both.length : null
}

/** The share of the hostile players who were predicted to be; null where nobody is hostile. */
export const opponentInference = (predicted: readonly SeatId[], hostile: readonly SeatId[]): number | null =>
  hostile.length ? hostile.filter((each) => predicted.includes(each)).length / hostile.length : null
