import { z } from 'zod'
import type { Json } from './json.ts'
import type { Act, Legal } from './protocol.ts'

const common = {
  id: z.string().min(1).describe('the name of its column'),
  text: z.string().min(1),
  scale: z.string().optional().describe('the multi-item scale it belongs to'),
  reversed: z.boolean().optional().describe('scored from the other end'),
  attention: z.union([z.number(), z.string()]).optional().describe('the answer of someone who reads'),
  shownIf: z
    .object({
      question: z.string(),
      is: z
        .array(z.union([z.number(), z.string()]))
        .min(1)
        .readonly(),
    })
    .optional()
    .describe('asked only after one of these answers to an earlier question'),
}
const options = z.array(z.string().min(1)).min(2).readonly()

/** One question to a seat: what surveys, probes and judges are made of. */
export const questionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('likert'),
    ...common,
    points: z.int().min(2).max(101).default(5),
    low: z.string().default('not at all'),
    high: z.string().default('completely'),
  }),
  z.object({ kind: z.literal('slider'), ...common, min: z.number().default(0), max: z.number().default(100) }),
  z.object({ kind: z.literal('choice'), ...common, options }),
  z.object({ kind: z.literal('rank'), ...common, options }),
  z.object({ kind: z.literal('matrix'), ...common, rows: options, points: z.int().min(2).max(101).default(5) }),
  z.object({ kind: z.literal('text'), ...common, max: z.int().min(1).default(1000) }),
])
export type Question = z.output<typeof questionSchema>

/** How questions are answered: one move per kind, each with one field. */
export const answerMoves = {
  rate: z.object({ value: z.int() }),
  slide: z.object({ value: z.number() }),
  choose: z.object({ value: z.string() }),
  order: z.object({ value: z.array(z.string()).describe('all options, the best first') }),
  mark: z.object({ value: z.array(z.int()).describe('one number a row, in the order of the rows') }),
  write: z.object({ value: z.string() }),
}
export type AnswerMoves = typeof answerMoves

const moveOf = {
  likert: 'rate',
  slider: 'slide',
  choice: 'choose',
  rank: 'order',
  matrix: 'mark',
  text: 'write',
} as const

/** The one move open to whoever is asked this, with its limits. */
export const answers = (question: Question): Legal<AnswerMoves> => {
  const { kind } = question
  if (kind === 'likert') return { rate: { value: { min: 1, max: question.points } } }
  if (kind === 'slider') return { slide: { value: { min: question.min, max: question.max } } }
  if (kind === 'choice') return { choose: { value: { only: question.options } } }
  if (kind === 'text') return { write: { value: { max: question.max } } }
  const n = kind === 'rank' ? question.options.length : question.rows.length
  if (kind === 'rank') return { order: { value: { min: n, max: n, each: question.options, distinct: true } } }
  return { mark: { value: { min: n, max: n, each: Array.from({ length: question.points }, (_, i) => i + 1) } } }
}

/** The answer as an act: what a formal mind gives when it knows the value. */
export const answerAct = (question: Question, value: Json): Act<AnswerMoves> =>
  ({ move: moveOf[question.kind], value }) as Act<AnswerMoves>

/** The question in words, with what the numbers mean. */
export const questionText = (question: Question): string => {
  const { kind, text } = question
  if (kind === 'likert') return `${text} (1 = ${question.low}, ${question.points} = ${question.high})`
  if (kind === 'slider') return `${text} (from ${question.min} to ${question.max})`
  if (kind === 'choice') return `${text} Choose one: ${question.options.join('; ')}.`
  if (kind === 'rank') return `${text} Put these in order, the best first: ${question.options.join('; ')}.`
  if (kind === 'matrix') return `${text} Give each a number from 1 to ${question.points}: ${question.rows.join('; ')}.`
  return text
}
