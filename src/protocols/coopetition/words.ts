import type { Line, MovesOf, Words } from 'suasion'
import { configOf } from './config.ts'
import type { coopetitionRules } from './rules.ts'
import type { View } from './state.ts'
import { specials } from './words-special.ts'

const rounded = (x: number): string => `${Math.round(x * 100) / 100}`
/** 'agent2' as 'Agent 2', 'samsung' as 'Samsung'. */
export const nameOf = (seat: string): string => `${seat[0]!.toUpperCase()}${seat.slice(1)}`.replace(/(\d+)$/, ' $1')

const partners = ({ seats, place }: View): readonly string[] => seats.filter((_, i) => i !== place)
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** The same facts in two vocabularies: a market of partners, and an experiment with units. */
export interface Vocabulary {
  readonly about: string
  readonly put: string
  readonly common: string
  readonly kept: string
}

const market: Vocabulary = {
  about: `Firms and people work together and compete at the same time. In each round everyone decides how much of its
    means to put into the joint work and how much to keep for itself. What is built together is worth more than what
    anyone builds alone, and it is shared. Partners remember who invested and who held back.`,
  put: 'invest',
  common: 'the joint work',
  kept: 'keep for your own business',
}
const neutral: Vocabulary = {
  about: `In each round every participant has a number of units and decides how many of them to contribute. Contributions
    bring earnings to the contributor and to everybody. What was contributed before changes how much later earnings count.`,
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
  const usual = view.seats.flatMap((seat, i) =>
    i === view.place ? [] : [`${rounded(baseline[i]!)} from ${nameOf(seat)}`],
  )
  const expected = new Set(usual.map((each) => each.split(' from ')[0]!))
  const from = expected.size === 1 ? `${[...expected][0]} from each` : listed(usual)
  const extra = specials({ special, collective, answers: reciprocity !== null })
  return `Expected are ${from}. Trust in a partner (from 0 to 1) grows slowly with what it puts in beyond that, and falls faster, and its reputation suffers, when it puts in less.${extra}`
}

const brief = (view: View, vocabulary: Vocabulary): string => {
  const { seat, endowment, horizon } = view
  const end = horizon === null ? '' : ` There are at most ${horizon} rounds.`
  const leaning = view.dependence
    ? ` On a scale from 0 to 1 you depend on ${listed(partners(view).map((each) => `${nameOf(each)} by ${rounded(view.dependence![view.seats.indexOf(each)]!)}`))}.`
    : ''
  const who = `You are ${nameOf(seat)}, with ${listed(partners(view).map(nameOf))}.`
  return `${who} In each round you have ${rounded(endowment)} units.${end}${leaning} ${earning(view, vocabulary)} ${paying(view)} ${trusting(view)}`
}

const told = (view: View, { put }: Vocabulary, round: number): string => {
  const { own, acts, earned, seats, place } = view
  const past = `${put}${put.endsWith('e') ? 'd' : 'ed'}`
  const yours = `You ${past} ${rounded(own[round]!)}`
  const paid = `You were paid ${rounded(earned[round]!)}.`
  if (!acts) return `Round ${round + 1}: ${yours}. ${paid}`
  const theirs = acts[round]!.filter((_, i) => i !== place)
  const names = seats.filter((_, i) => i !== place)
  const mean = theirs.reduce((sum, x) => sum + x, 0) / theirs.length
  const others =
    theirs.length > 5
      ? `the ${theirs.length} others ${rounded(mean)} on average, from ${rounded(Math.min(...theirs))} to ${rounded(Math.max(...theirs))}`
      : listed(theirs.map((x, i) => `${nameOf(names[i]!)} ${rounded(x)}`))
  return `Round ${round + 1}: ${yours}, ${others}. ${paid}`
}

const standing = (view: View): string => {
  const { seats, place, trust, reputation, standing: publicly, agreement, members, loyalty, trusts } = view
  const of = (xs: readonly number[]): string =>
    xs.length > 6
      ? `${rounded(xs.reduce((sum, x, i) => (i === place ? sum : sum + x), 0) / (xs.length - 1))} on average`
      : listed(xs.flatMap((x, i) => (i === place ? [] : [`${nameOf(seats[i]!)} ${rounded(x)}`])))
  const trusted =
    trusts && listed(trusts.flatMap((own, i) => (i === place ? [] : [`${nameOf(seats[i]!)} ${rounded(own[place]!)}`])))
  const facts = [
    `Your trust: ${of(trust)}.`,
    reputation?.some((x) => x > 0) ? `Damage to reputation, as you see it: ${of(reputation)}.` : null,
    view.hearsay && view.hearsay[place]! > 0 ? `Damage to yours: ${rounded(view.hearsay[place]!)}.` : null,
    trusted ? `Trust in you: ${trusted}.` : null,
    publicly ? `Public reputation: yours ${rounded(publicly[place]!)}; ${of(publicly)}.` : null,
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
