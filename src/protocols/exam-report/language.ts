/** What a speaker is asked to do with the results: make them look good, look bad, or be described as they are. */
export const GOALS = ['high', 'low', 'inform'] as const
export type Goal = (typeof GOALS)[number]

export const QUESTIONS = 12
export const STUDENTS = 5

/**
 * The exam results, as how many of 12 questions each of five students got right: the 20 that sentences of the form can
 * tell apart. Source: Experiment 1 of Carcassi, Wang, Cummins & Franke, after Macuch Silva et al. 2024.
 */
export const RESULTS: readonly (readonly number[])[] = [
  [9, 9, 3, 3, 3],
  [12, 12, 12, 12, 12],
  [9, 9, 9, 0, 0],
  [9, 9, 9, 9, 9],
  [12, 12, 0, 0, 0],
  [12, 12, 9, 0, 0],
  [12, 12, 9, 9, 9],
  [3, 3, 3, 3, 3],
  [12, 12, 12, 3, 3],
  [12, 12, 9, 3, 3],
  [12, 12, 3, 3, 3],
  [12, 12, 3, 0, 0],
  [3, 3, 0, 0, 0],
  [9, 9, 9, 3, 3],
  [9, 9, 0, 0, 0],
  [0, 0, 0, 0, 0],
  [12, 12, 12, 9, 9],
  [9, 9, 3, 0, 0],
  [12, 12, 12, 0, 0],
  [3, 3, 3, 0, 0],
]

const QUANTIFIERS = ['none', 'some', 'most', 'all'] as const
type Quantifier = (typeof QUANTIFIERS)[number]
type Adjective = 'right' | 'wrong'

/** A sentence: of the students, of the questions, and whether these were right or wrong. */
export type Sentence = `${Quantifier}-${Quantifier}-${Adjective}`

/** All 32 sentences: 'none-none-right', 'none-none-wrong', ..., 'all-all-wrong'. */
export const SENTENCES = QUANTIFIERS.flatMap((outer) =>
  QUANTIFIERS.flatMap((inner) =>
    (['right', 'wrong'] as const).map((adjective): Sentence => `${outer}-${inner}-${adjective}`),
  ),
) as [Sentence, ...Sentence[]]

/** Whether so many of so many are none, some (at least one), most (more than half) or all. */
const holds = (quantifier: Quantifier, count: number, all: number): boolean =>
  ({ none: count === 0, some: count > 0, most: count > all / 2, all: count === all })[quantifier]

/** Whether a sentence is true of some results, by its literal meaning. */
export const isTrue = (sentence: Sentence, results: readonly number[]): boolean => {
  const [outer, inner, adjective] = sentence.split('-') as [Quantifier, Quantifier, Adjective]
  const counts = results.map((right) => (adjective === 'right' ? right : QUESTIONS - right))
  return holds(outer, counts.filter((count) => holds(inner, count, QUESTIONS)).length, results.length)
}

/** A sentence in full. */
export const said = (sentence: Sentence): string => {
  const [outer, inner, adjective] = sentence.split('-') as [string, string, string]
  return `${outer[0]!.toUpperCase()}${outer.slice(1)} of the students got ${inner} of the questions ${adjective}.`
}

/** How many questions were got right by all students together: 0 to 60. */
export const totalOf = (results: readonly number[]): number => results.reduce((sum, right) => sum + right, 0)

/** The place of some results among {@link RESULTS}; throws where they are none of them. */
export const placeOf = (results: readonly number[]): number => {
  const place = RESULTS.findIndex(
    (each) => each.length === results.length && each.every((right, i) => right === results[i]),
  )
  if (place >= 0) return place
  throw new Error(
    `there are no results ${results.join(' ')}; there are ${RESULTS.map((each) => each.join(' ')).join(', ')}`,
  )
}
