import type { FieldsOf, Luck } from 'suasion'
import { BODIES, CLOSERS, OPENERS } from './phrases.ts'
import { REPLIES } from './replies.ts'
import type { debateRules } from './rules.ts'
import type { StrategyName } from './strategies.ts'
import { type Claim, type Side, stageOf, type View } from './view.ts'

/** What a formal speaker decides; its text is made from this. */
export interface Argument {
  readonly strategy: StrategyName
  readonly claim: Claim
  readonly strength: number
  readonly truthful: boolean
}

/** A sentence longer than this is referred to, and not said again. */
const QUOTABLE = 300

const quoted = (sentence: string): string =>
  `"${sentence
    .trim()
    .replace(/[.\s]+$/, '')
    .replaceAll('"', "'")}"`

/** The proposition as a noun phrase that fits any sentence, whether it is a statement or a question. */
export const named = (proposition: string): string => {
  if (proposition.length > QUOTABLE) return 'the proposition before us'
  return proposition.trim().endsWith('?') ? `a yes to ${quoted(proposition)}` : `the statement ${quoted(proposition)}`
}

const aspects: Readonly<Record<Claim, string>> = {
  premise1: 'what this means for people day to day',
  premise2: 'what has been tried so far',
  premise3: 'where this leads over the years',
  proposition: 'the question as a whole',
}

/** What an argument is about, as a noun phrase: the item's own reason, or an aspect where the item gives none. */
export const pointOf = (claim: Claim, premises: readonly string[]): string => {
  const premise = claim === 'proposition' ? undefined : premises[Number(claim.at(-1)) - 1]
  if (premise === undefined) return aspects[claim]
  return premise.length > QUOTABLE ? `the ${ordinal[claim]} reason that was given` : `the claim ${quoted(premise)}`
}

const ordinal: Readonly<Record<Claim, string>> = {
  premise1: 'first',
  premise2: 'second',
  premise3: 'third',
  proposition: '',
}

const fill = (template: string, slots: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot]!)

/** Says an argument for the seat's own side, as a person might; every wording is drawn from the speaker's luck. */
export const speak = (argument: Argument, view: View, luck: Luck): FieldsOf<typeof debateRules, 'argue'> => {
  const { proposition, premises, round } = view
  const side: Side = sideOf(view)
  const slots = {
    it: named(proposition),
    point: pointOf(argument.claim, premises),
    yes: side === 'PRO' ? 'yes' : 'no',
    answer: side === 'PRO' ? 'a yes' : 'a no',
  }
  const drawn = luck.of('wording', round)
  const parts = [drawn.pick(OPENERS[stageOf(view)][side]), drawn.pick(BODIES[argument.strategy])]
  if (argument.strength < 0.4) parts.push(drawn.pick(CLOSERS.weak))
  if (argument.strength >= 0.7) parts.push(drawn.pick(CLOSERS.strong))
  return { ...argument, text: parts.map((part) => fill(part, slots)).join(' ') }
}

/** The side a seat argues; throws for a listener, who has none. */
export const sideOf = ({ side, seat }: View): Side => {
  if (side === null) throw new Error(`${seat} is a listener and argues no side`)
  return side
}

/** What a listener says after its belief moved by `shift` towards the speaker's side; the cuts .1 and .02 are *chosen*. */
export const reply = (shift: number, round: number, luck: Luck): { readonly text: string } => {
  const kind = shift >= 0.1 ? 'moved' : shift >= 0.02 ? 'nudged' : shift > -0.02 ? 'unmoved' : 'repelled'
  return { text: luck.of('reply', round).pick(REPLIES[kind]) }
}
