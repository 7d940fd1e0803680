import type { Line, MovesOf, Words } from 'suasion'
import { type Goal, QUESTIONS, STUDENTS, said } from './language.ts'
import type { examReportRules } from './rules.ts'
import { ALL, type Round, type View } from './state.ts'

const asked: Readonly<Record<Goal, string>> = {
  high: 'make it appear as if there is a high success rate, without lying',
  low: 'make it appear as if there is a low success rate, without lying',
  inform: 'describe the results as accurately as possible',
}

const table = (results: readonly number[]): string =>
  results.map((right, i) => `student ${i + 1}: ${right} right, ${QUESTIONS - right} wrong`).join('; ')

const told = ({ sentence, inferred }: Round): Line[] => [
  ...(sentence === null ? [] : [{ by: 'speaker', text: said(sentence) }]),
  ...(inferred === null
    ? []
    : [
        {
          by: 'listener',
          text: `I think that ${inferred.right} of the ${ALL} answers were right, and that you were asked to ${asked[inferred.goal]}.`,
        },
      ]),
]

export const words: Words<View, MovesOf<typeof examReportRules>> = {
  about: `Five students took an exam of ${QUESTIONS} questions each. A speaker sees the results and describes them by one
    sentence of the form "none, some, most or all of the students got none, some, most or all of the questions right, or wrong".
    Some means at least one, most means more than half. Only true sentences can be said. The speaker is asked to make
    success look high, or low, or to be as accurate as possible. A listener hears only the sentence.`,
  brief: ({ seat, length, known }) =>
    seat === 'speaker'
      ? `You are the speaker. There are ${length} exams, one after the other. In each you are told what to do, and choose a sentence.`
      : `You are the listener. There are ${length} exams, one after the other. After each sentence you say how many of the ${ALL} answers you think were right, and what the speaker was asked to do${known ? ', which you are told' : ''}.`,
  lines: ({ rounds }) => rounds.flatMap(told),
  now: ({ seat, stage, rounds, length }) => {
    if (stage === 'over') return 'It is over.'
    const { results, goal, sentence } = rounds.at(-1)!
    const which = `Exam ${rounds.length} of ${length}.`
    if (seat === 'speaker' && results && goal)
      return `${which} ${capital(table(results))}. You are asked to ${asked[goal]}.`
    const aim = goal === null ? '' : ` The speaker was asked to ${asked[goal]}.`
    return sentence === null
      ? `${which}${aim} The speaker has not said anything yet.`
      : `${which}${aim} The speaker said: "${said(sentence)}"`
  },
  ask: {
    report: () =>
      'Choose a sentence that is true of these results, such as some-most-right for "Some of the students got most of the questions right".',
    infer: () =>
      `How many of all ${ALL} answers (${STUDENTS} students, ${QUESTIONS} questions) were right? And what was the speaker asked to do?`,
  },
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1)
