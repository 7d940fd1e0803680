import type { SeatId } from 'suasion'
import { z } from 'zod'
import { GOALS, type Goal, QUESTIONS, RESULTS, SENTENCES, type Sentence, STUDENTS } from './language.ts'

/** Which goals a speaker is given. */
export const GIVEN = {
  'high or low': ['high', 'low'],
  any: GOALS,
  high: ['high'],
  low: ['low'],
  inform: ['inform'],
} as const satisfies Readonly<Record<string, readonly Goal[]>>

/** What may be set about the task. */
export const params = z.object({
  rounds: z.int().min(1).max(RESULTS.length).default(5).describe('results to report; no results come twice'),
  goals: z.enum(['high or low', 'any', 'high', 'low', 'inform']).default('high or low').describe('drawn each round'),
  known: z.boolean().default(false).describe('the listener is told what the speaker is asked to do'),
})

/** All questions of all students: the most a listener can think was got right. */
export const ALL = QUESTIONS * STUDENTS

/** What can be done: report with a true sentence; say what one takes from it, and what the speaker was after. */
export const moves = {
  report: z.object({ sentence: z.enum(SENTENCES).describe('of the students, of the questions, right or wrong') }),
  infer: z.object({
    right: z.int().min(0).max(ALL).describe('how many questions were got right by all students together'),
    goal: z.enum(GOALS).describe('what the speaker was asked to do'),
  }),
}

/** What a listener took from a report. */
export interface Inferred {
  readonly right: number
  readonly goal: Goal
}

/** One round; what is not known to a seat, or not there yet, is null. */
export interface Round {
  readonly results: readonly number[] | null
  readonly goal: Goal | null
  readonly sentence: Sentence | null
  readonly inferred: Inferred | null
}

/** One round as it is. */
export interface Held extends Round {
  readonly results: readonly number[]
  readonly goal: Goal
}

/** The task so far: the last round is the present one until the game is over. */
export interface State {
  readonly settings: z.output<typeof params>
  readonly rounds: readonly Held[]
  readonly stage: 'report' | 'infer' | 'over'
}

/** What a seat knows. */
export interface View {
  readonly seat: SeatId
  readonly stage: State['stage']
  readonly rounds: readonly Round[]
  /** How many rounds there are in all. */
  readonly length: number
  readonly known: boolean
  /** What a speaker can be asked to do here. */
  readonly goals: readonly Goal[]
}
