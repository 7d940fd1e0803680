import type { Line, MovesOf, Words } from 'suasion'
import { configOf } from './config.ts'
import { environments } from './environments/index.ts'
import type { coopetitionRules } from './rules.ts'
import type { View } from './state.ts'
import { specials } from './words-special.ts'

const rounded = (x: number): string => `${Math.round(x * 100) / 100}`
/** 'agent2' as 'Agent 2', 'samsung' as 'Samsung'. */
const nameOf = (seat: string): string => `${seat[0]!.toUpperCase()}${seat.slice(1)}`.replace(/(\d+)$/, ' $1')

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** More partners than these are spoken of together. */
const few = 6
const others = ({ seats, place }: View): readonly string[] => seats.filter((_, i) => i !== place).map(nameOf)

/** What holds of each partner: one for all where it is the same, by name where they are few, else the average. */
const ofEach = (view: View, xs: ArrayLike<number>): string => {
  const values = Array.from(xs).filter((_, i) => i !== view.place)
  const shown = values.map(rounded)
  if (values.length > 1 && new Set(shown).size === 1) return `each of the others ${shown[0]}`
  if (values.length <= few) return listed(others(view).map((seat, i) => `${seat} ${shown[i]}`))
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  return `the ${values.length} others ${rounded(mean)} on average, from ${rounded(Math.min(...values))} to ${rounded(Math.max(...values))}`
}

/** The same facts in two vocabularies: a market of partners, and an experiment with units. */
interface Vocabulary {
  readonly about: string
  /** Whether the case is told. */
  readonly story: boolean
  readonly put: string
  readonly common: string
  readonly kept: string
}

const market: Vocabulary = {
  about: `Firms and people work together and compete at the same time. In each round everyone decides how much of its
    means to put into the joint work and how much to keep for itself. What is built together is worth more than what
    anyone builds alone, and it is shared. Partners remember who invested and who held back.`,
  story: true,
  put: 'invest',
  common: 'the joint work',
  kept: 'keep for your own business',
}
const neutral: Vocabulary = {
  about: `In each round every participant has a number of units and decides how many of them to contribute. Contributions
    bring earnings to the contributor and to everybody. What was contributed before changes how much later earnings count.`,
  story: false,
  put: 'contribute',
  common: 'the common account',
  kept: 'keep',
}

/** How an investment turns into earnings, by the numbers of the environment. */
const earning = (view: View, { put, kept, common }: Vocabulary): string => {
  const { share, theta, power } = configOf(view.settings)
  const own =
    power === 0 ? `${rounded(theta)} times the natural logarithm of 1 + a` : `a to the power ${rounded(power)}`
  const joint = view.gamma === null ? 'a number nobody knows at first' : rounded(view.gamma)
  return `What you ${kept} is yours. If you ${put} a, you get ${own}. On top of that ${common} yields ${joint} times the geometric mean of what all ${put}, and your share of it is ${rounded(share[view.place]!)}: if anybody puts in nothing, it yields nothing.`
}

const paying = ({ settings: { reward } }: View): string =>
  ({
    private: 'You are paid what you earn.',
    integrated:
      'You are paid what you earn, and a part of what each partner earns: the more you depend on it and trust it, the larger.',
    cooperative: 'All are paid the same: the mean of what all earn, each with its part of what its partners earn.',
  })[reward]

const trusting = (view: View): string => {
  const { baseline, special, collective, reciprocity } = configOf(view.settings)
  const extra = specials({ special, collective, answers: reciprocity !== null })
  return `Expected in a round: ${ofEach(view, baseline)}. Trust in a partner (from 0 to 1) grows slowly with what it puts in beyond that, and falls faster, and its reputation suffers, when it puts in less.${extra}`
}

const brief = (view: View, vocabulary: Vocabulary): string => {
  const { seat, endowment, horizon, dependence } = view
  const names = others(view)
  const facts = [
    vocabulary.story ? environments[view.settings.environment].about : '',
    `You are ${nameOf(seat)}, with ${names.length > few ? `${names.length} others` : listed(names)}.`,
    `In each round you have ${rounded(endowment)} units.`,
    horizon === null ? '' : `There are at most ${horizon} rounds.`,
    dependence ? `How much you depend on others, from 0 to 1: ${ofEach(view, dependence)}.` : '',
    ...[earning(view, vocabulary), paying(view), trusting(view)],
  ]
  return facts.filter(Boolean).join(' ')
}

const told = (view: View, { put }: Vocabulary, round: number): string => {
  const { own, acts, earned } = view
  const yours = `You ${put}${put.endsWith('e') ? 'd' : 'ed'} ${rounded(own[round]!)}`
  const theirs = acts ? `; ${ofEach(view, acts[round]!)}` : ''
  return `Round ${round + 1}: ${yours}${theirs}. You were paid ${rounded(earned[round]!)}.`
}

const standing = (view: View): string => {
  const { place, seats, trust, reputation, hearsay, standing: publicly, agreement, members, loyalty, trusts } = view
  const inYou = trusts?.map((own) => own[place]!)
  const facts = [
    `Your trust: ${ofEach(view, trust)}.`,
    reputation?.some((x) => x > 0) ? `Damage to reputation, as you see it: ${ofEach(view, reputation)}.` : null,
    hearsay && hearsay[place]! > 0 ? `Damage to your own, as others see it: ${rounded(hearsay[place]!)}.` : null,
    inYou ? `Trust in you: ${ofEach(view, inYou)}.` : null,
    publicly ? `Public reputation: yours ${rounded(publicly[place]!)}; ${ofEach(view, publicly)}.` : null,
    agreement ? `Agreed: ${listed(agreement.map((x, i) => `${nameOf(seats[i]!)} ${rounded(x)}`))}.` : null,
    loyalty === null ? null : `Your loyalty: ${rounded(loyalty)}.`,
    members && !members[place] ? 'You are expelled for now.' : null,
  ]
  return facts.filter((fact) => fact !== null).join(' ')
}

const wording = (vocabulary: Vocabulary): Words<View, MovesOf<typeof coopetitionRules>> => ({
  about: vocabulary.about,
  brief: (view) => brief(view, vocabulary),
  lines: (view) => view.own.map((_, round): Line => ({ by: null, text: told(view, vocabulary, round) })),
  now: (view) => {
    if (view.over) return `It is over. You were paid ${rounded(view.earned.reduce((sum, x) => sum + x, 0))} in all.`
    return `This is round ${view.own.length + 1}. ${standing(view)}`
  },
  ask: {
    invest: ({ endowment }) => `How much do you ${vocabulary.put} in this round, from 0 to ${rounded(endowment)}?`,
  },
})

/** The story of a market, and the same facts without a story. */
export const words = wording(market)
export const plainly = wording(neutral)
