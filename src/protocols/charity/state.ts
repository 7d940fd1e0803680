import { z } from 'zod'
import { ACTS, type CharityAct, TACTICS, type Tactic } from './acts.ts'

/** What may be set about the talk. */
export const params = z.object({
  charity: z.string().min(1).max(60).default('Save the Children').describe('whom the money is for'),
  turns: z.int().min(1).max(200).default(20).describe('the deadline: so many turns of both together'),
  endowment: z.number().min(0.01).max(1e6).default(2).describe('what each is paid, in dollars, and may give from'),
  ownMoney: z.boolean().default(false).describe('each may pledge and give more than the endowment'),
  ends: z
    .enum(['decision', 'deadline'])
    .default('decision')
    .describe("whether the persuadee's first pledge or refusal ends the talk, or only the deadline"),
  enforce: z.boolean().default(false).describe('nobody can give less than it pledged'),
})

const spoken = {
  acts: z.array(z.enum(ACTS)).max(20).describe('what each sentence does, in order; empty: not known'),
  tactic: z.enum(TACTICS).nullable().describe("whether it goes around the other's judgement; null: not known"),
  truthful: z
    .boolean()
    .nullable()
    .describe('whether the speaker holds what it claims true; null: no claim, or not known'),
  text: z.string().max(2000),
}
/** What can be done: talk, pledge on record, refuse on record, and in private give. */
export const moves = {
  say: z.object(spoken),
  pledge: z.object({ amount: z.number().min(0.01).max(1e6).describe('dollars, put on record'), ...spoken }),
  decline: z.object(spoken),
  give: z.object({ amount: z.number().min(0).max(1e6).describe('dollars, in private') }),
}

export const SEATS = ['persuader', 'persuadee'] as const
export type Seat = (typeof SEATS)[number]
export const other = { persuader: 'persuadee', persuadee: 'persuader' } as const

/** One turn that was taken. What is `null` to a seat is the other's own affair, or was never known. */
export interface Said {
  readonly by: Seat
  readonly move: 'say' | 'pledge' | 'decline'
  readonly acts: readonly CharityAct[]
  readonly tactic: Tactic | null
  readonly truthful: boolean | null
  /** Dollars pledged in this turn. */
  readonly amount: number | null
  readonly text: string
}

export type Setting = Readonly<z.output<typeof params>>
export type End = 'pledge' | 'refusal' | 'deadline' | 'absence'

export interface State {
  readonly setting: Setting
  readonly said: readonly Said[]
  /** How many turns have passed, with those that nobody took. */
  readonly turn: number
  /** The last pledge of each that was not taken back by a refusal, in dollars. */
  readonly pledged: Readonly<Record<Seat, number | null>>
  /** How the talk ended; null while it goes on. */
  readonly end: End | null
  /** What each has given, once it has decided; null where that is not known. */
  readonly given: Readonly<Partial<Record<Seat, number | null>>>
}

/** What one seat knows. */
export interface View {
  readonly seat: Seat
  readonly setting: Setting
  readonly said: readonly Said[]
  readonly turn: number
  readonly pledged: Readonly<Record<Seat, number | null>>
  readonly end: End | null
  /** What this seat has given; null before, and where it did not decide. */
  readonly given: number | null
}

/** The most that a seat may pledge or give. */
export const most = ({ ownMoney, endowment }: Setting): number => (ownMoney ? 1e6 : endowment)

/** Dollars in words. */
export const money = (dollars: number): string => {
  const cents = Math.round(dollars * 100)
  return `$${cents % 100 === 0 ? cents / 100 : (cents / 100).toFixed(2)}`
}
