import { answerAct, answerMoves, answers, checkAct, type Luck, type Question } from 'suasion'

/** What is wrong with a questionnaire, one sentence a fault; none where it can be asked. */
export const faults = (questions: readonly Question[]): string[] =>
  questions.flatMap((question, i) => {
    const { id, kind, attention } = question
    const earlier = questions.slice(0, i)
    const found: string[] = []
    if (earlier.some((other) => other.id === id)) found.push(`two questions have the id ${id}`)
    const choices = kind === 'matrix' ? question.rows : kind === 'choice' || kind === 'rank' ? question.options : []
    const twice = choices.find((choice, at) => choices.indexOf(choice) < at)
    if (twice !== undefined) found.push(`${id} offers "${twice}" twice`)
    if (kind === 'slider' && !(question.min < question.max))
      found.push(`${id} slides from ${question.min} to ${question.max}, and must go from less to more`)
    if (attention !== undefined) {
      const wrong = impossible(question, attention)
      if (wrong) found.push(`${id} wants ${JSON.stringify(attention)} of whoever reads it, which ${wrong}`)
    }
    const fault = branchFault(question, earlier, questions)
    return fault ? [...found, fault] : found
  })

const impossible = (question: Question, value: number | string): string | null => {
  const checked = checkAct(answerMoves, answers(question), answerAct(question, value))
  return 'problem' in checked ? `cannot be its answer: ${checked.problem}` : null
}

const branchFault = (
  { id, shownIf }: Question,
  earlier: readonly Question[],
  all: readonly Question[],
): string | null => {
  if (!shownIf) return null
  const on = earlier.find((other) => other.id === shownIf.question)
  if (!on) {
    const known = earlier.map((other) => other.id).join(', ') || 'none'
    const fault = all.some((other) => other.id === shownIf.question) ? 'does not come before it' : 'is no question'
    return `${id} is shown after an answer to ${shownIf.question}, which ${fault}; the earlier questions are ${known}`
  }
  for (const value of shownIf.is) {
    const wrong = impossible(on, value)
    if (wrong) return `${id} is shown if ${on.id} is ${JSON.stringify(value)}, which ${wrong}`
  }
  return null
}

/** The questions in random order, none before the one it depends on. */
export const shuffled = (questions: readonly Question[], luck: Luck): Question[] => {
  const waiting = luck.draw(questions, questions.length)
  const placed: Question[] = []
  const here = (id: string) => !questions.some((each) => each.id === id) || placed.some((each) => each.id === id)
  while (waiting.length) {
    const at = waiting.findIndex(({ shownIf }) => !shownIf || here(shownIf.question))
    placed.push(...waiting.splice(at, 1))
  }
  return placed
}

/** A short questionnaire with every kind of question, a branch, a reversed item and an attention check. */
export const demonstration = [
  { kind: 'likert', id: 'trust1', text: 'Most people can be trusted.', scale: 'trust' },
  { kind: 'likert', id: 'trust2', text: 'Most people keep their promises.', scale: 'trust' },
  {
    kind: 'likert',
    id: 'trust3',
    text: 'One has to watch out for other people.',
    scale: 'trust',
    reversed: true,
  },
  { kind: 'likert', id: 'reads', text: 'To show that you are reading, please answer 2 here.', attention: 2 },
  { kind: 'choice', id: 'changed', text: 'Did somebody change your mind this week?', options: ['yes', 'no'] },
  {
    kind: 'text',
    id: 'how',
    text: 'What did they say?',
    max: 500,
    shownIf: { question: 'changed', is: ['yes'] },
  },
  { kind: 'slider', id: 'sure', text: 'How sure are you of your political views?' },
  {
    kind: 'rank',
    id: 'sources',
    text: 'Whom do you believe on a question of health?',
    options: ['a doctor', 'a friend', 'a newspaper'],
  },
  {
    kind: 'matrix',
    id: 'openness',
    text: 'How well does each of these describe you?',
    rows: ['I like to hear the other side.', 'I enjoy new ideas.'],
    scale: 'openness',
  },
] as const
