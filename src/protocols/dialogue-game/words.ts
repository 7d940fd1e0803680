import type { MovesOf, Words } from 'suasion'
import { nameOf, type Option, opposite, type Said } from './dialogue.ts'
import type { dialogueGameRules } from './rules.ts'
import type { View } from './state.ts'
import { type Argument, type Literal, TOPIC } from './theory.ts'

/** A literal in words. */
export const literal = (each: Literal): string => (each.startsWith('-') ? `not ${each.slice(1)}` : each)

const listed = (literals: readonly Literal[]): string => literals.map(literal).join(' and ')

/** An argument in words. */
export const reason = ({ conclusion, premises }: Argument): string =>
  `${literal(conclusion)}, since ${listed(premises)}`

/** A move or an option in words. */
export const inWords = ({ kind, proposition, argument }: Option): string => {
  if (kind === 'since') return `${reason(argument!)} (argument ${argument!.name})`
  return {
    claim: `I claim ${literal(proposition)}`,
    why: `why ${literal(proposition)}?`,
    concede: `I concede ${literal(proposition)}`,
    retract: `I take back ${literal(proposition)}`,
  }[kind]
}

const numbered = (said: Said, i: number): string =>
  `${said.text} [${i}${said.target === null ? '' : `, on ${said.target}`}: ${inWords(said)}]`

const strengths = ['', 'weak', 'fair', 'strong']
const knows = ({ known }: View): string =>
  known.length === 0
    ? 'You know no arguments.'
    : `You know: ${known.map((each) => `${each.name}: ${reason(each)} (${strengths[each.strength]})`).join('; ')}.`

const ends = {
  'given up': 'one of you gave up',
  silence: 'neither of you has more to say',
  limit: 'the moves are used up',
  absence: 'one of you is gone',
}

const options = (view: View, kind: Option['kind']): string =>
  view.options
    .filter((option) => option.kind === kind)
    .map((option) => `${nameOf(option)} (${inWords(option)})`)
    .join('; ')

export const words: Words<View, MovesOf<typeof dialogueGameRules>> = {
  about: `A proponent and an opponent dispute about a proposition, p0. The proponent claims it. Every further move replies to
    an earlier one of the other side: one may ask why, give an argument (a conclusion since some premises), concede, or take something back. A claim that is
    questioned must be argued for; an argument can be attacked by one that is no weaker and denies its conclusion or a premise.
    The proponent wins if in the end its claim stands. Nobody may commit to something and to its opposite.`,
  brief: ({ seat, turns, limit }) => {
    const aim =
      seat === 'proponent' ? `You are the proponent of ${TOPIC}.` : `You are the opponent, who doubts ${TOPIC}.`
    const order =
      turns === 'strict'
        ? 'Whoever is losing speaks, and every reply must change that; to pass is to give up.'
        : 'You speak in turn, and may pass; when both pass it is over.'
    return `${aim} ${order} There are at most ${limit} moves. An argument is strong, fair or weak.`
  },
  lines: ({ dialogue }) => dialogue.map((said, i) => ({ by: said.by, text: numbered(said, i) })),
  now: (view) => {
    const { seat, status, commitments, end } = view
    const stands = status === null ? '' : ` The claim ${status === 'in' ? 'stands' : 'does not stand'} at the moment.`
    if (end !== null) return `It is over: ${ends[end]}.${stands}`
    const own = commitments[seat].length === 0 ? 'nothing' : listed(commitments[seat])
    const theirs = commitments[opposite[seat]].length === 0 ? 'nothing' : listed(commitments[opposite[seat]])
    return `${knows(view)} You are committed to ${own}, the other to ${theirs}.${stands}`
  },
  ask: {
    claim: (view) => `Claim the proposition: ${options(view, 'claim')}.`,
    why: (view) => `Ask for a reason: ${options(view, 'why')}.`,
    since: (view) => `Argue: ${options(view, 'since')}.`,
    concede: (view) => `Concede: ${options(view, 'concede')}.`,
    retract: (view) => `Take back: ${options(view, 'retract')}.`,
    pass: ({ turns, dialogue }) => (turns === 'strict' && dialogue.length > 0 ? 'Or: give up.' : 'Or: pass.'),
  },
}
