import { type AnswerMoves, type Json, type Question, questionText, type Words } from 'suasion'
import type { View } from './rules.ts'

const said = (question: Question, answer: Json): string => {
  if (answer === null) return '(no answer)'
  if (!Array.isArray(answer)) return String(answer)
  if (question.kind === 'matrix') return question.rows.map((row, i) => `${row} ${answer[i]}`).join('; ')
  return answer.join('; ')
}

const ask = ({ current }: View): string => (current ? questionText(current) : 'There is no further question.')

export const words: Words<View, AnswerMoves> = {
  about: `A questionnaire. One person answers questions, one at a time. An answer is final, and some questions are asked
    only after certain answers.`,
  brief: () => 'You are the respondent. Read each question and answer for yourself.',
  lines: ({ answered }) =>
    answered.flatMap(({ question, answer }) => [
      { by: null, text: questionText(question) },
      { by: 'respondent', text: said(question, answer) },
    ]),
  now: ({ answered, current }) => (current ? `Question ${answered.length + 1}.` : 'The questionnaire is complete.'),
  ask: { rate: ask, slide: ask, choose: ask, order: ask, mark: ask, write: ask },
}
