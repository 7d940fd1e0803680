import type { Line, MovesOf, Words } from 'suasion'
import type { multiIssueRules } from './rules.ts'
import { pointsOf, restOf } from './splits.ts'
import { historyOf, type TalkAct, type Talks, type Terms, type View } from './state.ts'

/** Packages in words: '2 Food, 0 Water and 1 Firewood'. */
export const packages = (issues: readonly string[], amounts: readonly number[]): string => {
  const parts = issues.map((issue, i) => `${amounts[i]} ${issue}`)
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

const joined = (sentences: readonly string[]): string => sentences.filter(Boolean).join(' ')

const done = ({ terms }: Talks, { act }: TalkAct): string => {
  if (act.move === 'propose') {
    const keep = act.keep.map((amount, i) => Math.min(amount, terms.quantities[i]!))
    return `[proposes to get ${packages(terms.issues, keep)}, and leaves ${packages(terms.issues, restOf(terms.quantities, keep))}]`
  }
  return { accept: '[accepts]', reject: '[rejects the proposal]', walkAway: '[walks away]', say: '' }[act.move]
}

const lines = ({ talks }: View): Line[] =>
  historyOf(talks).map((each) => ({ by: each.seat, text: joined([each.act.text, done(talks, each)]) }))

const offered = ({ seat, own, talks: { standing, terms } }: View): string => {
  if (standing === null) return 'No proposal is on the table.'
  const mine = standing.by === seat
  const get = mine ? standing.keep : restOf(terms.quantities, standing.keep)
  const split = `you get ${packages(terms.issues, get)}, worth ${pointsOf(own, get)} points to you`
  return mine ? `Your own proposal is on the table: ${split}.` : `The other side proposes: ${split}.`
}

const left = ({ talks: { turn, terms } }: View): string => {
  const turns = terms.turns - turn
  return turns === 1 ? 'This is the last turn.' : `${turns} turns are left, counting this one.`
}

const delay = ({ discount }: Terms): string =>
  discount === 1 ? '' : `Every turn before the proposal that is accepted leaves ${discount} of the points.`

const ends = {
  deal: 'there is a deal',
  'walk away': 'one of you walked away, and there is no deal',
  deadline: 'the time ran out, and there is no deal',
  absence: 'one of you is gone, and there is no deal',
}

const prices = ({ issues }: Terms, worth: readonly number[]): string =>
  issues
    .map((issue, i) => ({ issue, points: worth[i]! }))
    .sort((a, b) => b.points - a.points)
    .map(({ issue, points }) => `${issue} ${points}`)
    .join(', ')

const now = (view: View): string => {
  const { end } = view.talks
  return end === null ? joined([offered(view), left(view)]) : `It is over: ${ends[end]}.`
}

const ask: Words<View, MovesOf<typeof multiIssueRules>>['ask'] = {
  propose: ({ talks: { terms } }) =>
    `Propose a split: how many packages you would get of each, in this order: ${terms.issues.join(', ')}. Say something with it if you like.`,
  accept: () => 'Or: accept the split that the other side proposes, which makes the deal.',
  reject: () => 'Or: reject it.',
  walkAway: () => 'Or: walk away, which ends it without a deal.',
  say: () => 'Or: only say something.',
}

export const words: Words<View, MovesOf<typeof multiIssueRules>> = {
  about: `Two campsite neighbours divide extra packages of supplies before a camping trip. Each values them differently,
    and nobody need say how. They take turns. Either may propose a split, accept or reject the other's, walk away, or just
    say something. An accepted split is a deal, and nothing else that is said binds anybody.`,
  brief: ({ own, other, talks: { terms } }) =>
    joined([
      `There are ${packages(terms.issues, terms.quantities)} to divide.`,
      `Points that a package is worth to you: ${prices(terms, own)}.`,
      other ? `To the other side: ${prices(terms, other)}.` : 'You do not know what it is worth to the other side.',
      `Without a deal each of you gets ${terms.walkAway} points.`,
      `You have ${terms.turns} turns between the two of you.`,
      delay(terms),
    ]),
  lines,
  now,
  ask,
}

/** The same rules with nothing of a camping trip in them. */
export const plain: Words<View, MovesOf<typeof multiIssueRules>> = {
  about: `Two parties divide units of several goods. Each has its own points for a unit of each. They take turns. A party
    may propose a division, accept or reject the one proposed by the other, end the talks, or send a message. Only an
    accepted division counts.`,
  brief: ({ own, other, talks: { terms } }) =>
    joined([
      `The goods: ${packages(terms.issues, terms.quantities)}.`,
      `Your points for a unit: ${prices(terms, own)}.`,
      other
        ? `Those of the other party: ${prices(terms, other)}.`
        : 'The points of the other party are unknown to you.',
      `If there is no agreement, each party gets ${terms.walkAway}.`,
      `Together you have ${terms.turns} turns.`,
      delay(terms),
    ]),
  lines,
  now,
  ask: {
    propose: ({ talks: { terms } }) => `Propose a division: your units of ${terms.issues.join(', ')}, in this order.`,
    accept: () => 'Or: accept the division on the table.',
    reject: () => 'Or: reject the division on the table.',
    walkAway: () => 'Or: end the talks.',
    say: () => 'Or: send a message only.',
  },
}
