import { z } from 'zod'
import { type Agent, LEARNING, METHODS, type Stance } from './agent.ts'
import type { Link } from './world.ts'

const method = z.enum(['drawn', ...METHODS]).default('drawn')

/** What may be set about an exchange. */
export const params = z.object({
  size: z.int().min(6).max(60).default(30).describe('arguments in the world; each agent knows about half of them'),
  degree: z.int().min(2).max(8).default(6).describe('how many arguments bear on one, as the world grows'),
  firstMethod: method.describe('how the first finds strengths; drawn: QuAD, DF-QuAD, Euler or quadratic energy'),
  secondMethod: method.describe('how the second does'),
  firstLearning: z.enum(LEARNING).default('sceptical').describe('the score the first gives to what it hears'),
  secondLearning: z.enum(LEARNING).default('sceptical').describe('the score the second gives'),
  offset: z.number().min(0).max(1).default(0.2).describe('what confirmation bias takes off a score'),
  form: z.enum(['exchange', 'explanation']).default('exchange').describe('both speak in turn, or the first alone'),
  limit: z.int().min(1).max(60).default(30).describe('turns at most; the number of turns of an explanation'),
})

/** What can be done: put a link into the exchange, or leave the turn; and say in the end where one stands. */
export const moves = {
  contribute: z.object({
    link: z.string().describe('the link, as source>target'),
    text: z.string().min(1).max(600),
  }),
  pass: z.object({}),
  declare: z.object({ view: z.enum(['for', 'neither', 'against']).describe('how you stand to the topic in the end') }),
}

export const SEATS = ['first', 'second'] as const
export type Seat = (typeof SEATS)[number]
/** The one across. */
export const opposite = { first: 'second', second: 'first' } as const

/** One link that was contributed. */
export interface Contribution {
  readonly by: Seat
  readonly link: Link
  readonly text: string
}

/** A stance as it is declared. */
export type Declared = 'for' | 'neither' | 'against'
/** The declaration that is true of a stance. */
export const declarationOf = (stance: Stance): Declared => (['against', 'neither', 'for'] as const)[stance + 1]!

/** All that is public. */
export interface Exchange {
  readonly form: 'exchange' | 'explanation'
  readonly limit: number
  readonly turn: number
  readonly contributions: readonly Contribution[]
  /** How the two stand to the topic, at first and now. */
  readonly initial: Readonly<Record<Seat, Stance>>
  readonly stances: Readonly<Record<Seat, Stance>>
  /** How many passed in a row. */
  readonly passes: number
  readonly end: 'consensus' | 'limit' | 'silence' | 'absence' | null
  /** Where each says it stands, once the exchange has ended. */
  readonly declared: Readonly<Partial<Record<Seat, Declared>>> | null
}

/** The world, who knows what of it, and what was said. */
export interface State {
  readonly settings: z.output<typeof params>
  readonly world: readonly Link[]
  readonly agents: Readonly<Record<Seat, Agent>>
  readonly exchange: Exchange
}

/** What one agent knows. */
export interface View {
  readonly seat: Seat
  readonly own: Agent
  /** How strong every argument is to it. */
  readonly strengths: Readonly<Record<string, number>>
  /** The links it may contribute: those it holds that bear on something in the exchange. */
  readonly open: readonly Link[]
  readonly exchange: Exchange
}
