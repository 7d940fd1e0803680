import { answerMoves, answers, type Json, type Question, questionSchema, rules } from 'suasion'
import { z } from 'zod'
import { demonstration, faults, shuffled } from './questionnaire.ts'

/** A question that was put, and the answer; null where none could be used. */
export interface Answered {
  readonly question: Question
  readonly answer: Json
}

/** The whole game at one moment. */
export interface State {
  /** In the order of this respondent. */
  readonly questions: readonly Question[]
  readonly random: boolean
  readonly answered: readonly Answered[]
  /** The place of the current question; past the end when the survey is over. */
  readonly at: number
}

/** What the respondent knows: the questions so far and the own answers. A question's keying (its scale, whether it is reversed, the answer of a reader) stands for what a reader understands; the words never show it. */
export interface View {
  readonly answered: readonly Answered[]
  readonly current: Question | null
}

const questionnaire = z
  .array(questionSchema)
  .min(1)
  .superRefine((questions, context) => {
    for (const message of faults(questions)) context.addIssue({ code: 'custom', message })
  })

const shown = ({ shownIf }: Question, answered: readonly Answered[]): boolean => {
  if (!shownIf) return true
  const before = answered.find(({ question }) => question.id === shownIf.question)
  return before !== undefined && shownIf.is.includes(before.answer as string)
}

const next = (state: State, answer: Json): State => {
  const answered = [...state.answered, { question: state.questions[state.at]!, answer }]
  let at = state.at + 1
  while (at < state.questions.length && !shown(state.questions[at]!, answered)) at++
  return { ...state, answered, at }
}

/** A questionnaire, one question at a time, with branches. Who leaves ends it; a late or unusable answer counts as none. */
export const surveyRules = rules({
  name: 'survey',
  version: 1,
  params: z.object({
    questions: questionnaire.prefault(demonstration as unknown as z.input<typeof questionnaire>),
    order: z.enum(['fixed', 'random']).default('fixed').describe('random: never before the question it depends on'),
  }),
  moves: answerMoves,
  roles: { respondent: ['rate', 'slide', 'choose', 'order', 'mark', 'write'] },
  seats: () => ({ respondent: 'respondent' }) as const,

  start: ({ questions, order }, _roles, luck): State => ({
    questions: order === 'random' ? shuffled(questions, luck.of('order')) : questions,
    random: order === 'random',
    answered: [],
    at: 0,
  }),

  turn: ({ at, questions }) => ({ ask: at < questions.length ? ['respondent'] : [] }),
  view: ({ answered, questions, at }): View => ({ answered, current: questions[at] ?? null }),
  legal: ({ current }) => (current ? answers(current) : {}),
  resolve: (state, acts) => next(state, acts[0]!.act.value as Json),
  absent: (state, _seat, why) => (why === 'left' ? { ...state, at: state.questions.length } : next(state, null)),
})
