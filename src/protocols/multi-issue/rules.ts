import { type Legal, rules } from 'suasion'
import { pointsOf, restOf } from './splits.ts'
import { dealt, moves, opposite, type Params, params, type Seat, type State, type TalkAct, type View } from './state.ts'

const any = {}
const MOST_SPLITS = 20_000

/** Throws where the parameters do not fit each other. */
const check = ({ issues, quantities, values, firstPriorities, secondPriorities }: Params): void => {
  const wrong = (what: string): never => {
    throw new Error(`multi-issue: ${what}`)
  }
  if (new Set(issues).size < issues.length) wrong(`issues names one twice: ${issues.join(', ')}`)
  if (quantities.length !== issues.length)
    wrong(`quantities has ${quantities.length} numbers for ${issues.length} issues; one for each is needed`)
  if (values.length !== issues.length)
    wrong(`values has ${values.length} numbers for ${issues.length} issues; one for each is needed`)
  const splits = quantities.reduce((all, quantity) => all * (quantity + 1), 1)
  if (splits > MOST_SPLITS)
    wrong(`quantities allow ${splits} splits, and the most is ${MOST_SPLITS}; take fewer packages`)
  for (const [name, given] of Object.entries({ firstPriorities, secondPriorities }))
    if (given && [...given].sort().join() !== [...issues].sort().join())
      wrong(`${name} is ${given.join(', ') || 'empty'}; it must name each issue once: ${issues.join(', ')}`)
}

/**
 * Two sides divide packages of several issues that they value differently, in alternating turns until a deadline. Only
 * a typed split that the other accepts makes a deal, and what is said binds nobody. A new proposal replaces the one that
 * stands, and so turns it down; asking for more of an issue than there is asks for all of it. A deal pays each side the
 * points of its packages, times the discount for each turn before the proposal; without one each gets the points of
 * walking away. Source: the task of Chawla et al. 2021 (CaSiNo, arXiv 2103.15721: three packages each of food, water and
 * firewood at 5, 4 and 3 points, 5 points for walking away); strict turns, deadline and discount are ours.
 */
export const multiIssueRules = rules({
  name: 'multi-issue',
  version: 1,
  params,
  moves,
  roles: { negotiator: ['propose', 'accept', 'reject', 'walkAway', 'say'] },
  seats: (settings) => {
    check(settings)
    return { first: 'negotiator', second: 'negotiator' } as const
  },

  start: (settings, _roles, luck): State => {
    const { firstPriorities, secondPriorities, ...given } = settings
    const { issues, quantities } = given
    const each = Array.from({ length: Math.max(...quantities) + 1 }, (_, amount) => amount)
    const terms = { ...given, propose: { keep: { min: issues.length, max: issues.length, each } } }
    return {
      worth: {
        first: dealt(terms, firstPriorities, luck.of('priorities', 'first')),
        second: dealt(terms, secondPriorities, luck.of('priorities', 'second')),
      },
      talks: { terms, to: 'first', turn: 0, last: null, standing: null, end: null },
    }
  },

  turn: ({ talks: { end, to } }) => ({ ask: end === null ? [to] : [] }),

  view: ({ worth, talks }, seat): View => {
    const side = seat as Seat
    return { seat: side, talks, own: worth[side], other: talks.terms.known ? worth[opposite[side]] : null }
  },

  legal: ({ seat, talks: { standing, terms } }): Legal<typeof moves> => ({
    propose: terms.propose,
    ...(standing !== null && standing.by !== seat && { accept: any, reject: any }),
    walkAway: any,
    ...(terms.talk && { say: any }),
  }),

  resolve: ({ worth, talks }, acts): State => {
    const { seat, act } = acts[0] as TalkAct
    const { terms, standing } = talks
    const turn = talks.turn + 1
    const late = turn >= terms.turns ? 'deadline' : null
    const next = { terms, to: opposite[seat], turn, last: { seat, act, before: talks.last } }
    if (act.move === 'propose') {
      const keep = act.keep.map((amount, i) => Math.min(amount, terms.quantities[i]!))
      return { worth, talks: { ...next, standing: { by: seat, keep, turn: talks.turn }, end: late } }
    }
    if (act.move === 'accept') return { worth, talks: { ...next, standing, end: 'deal' } }
    const left = act.move === 'reject' || act.move === 'walkAway' ? null : standing
    return { worth, talks: { ...next, standing: left, end: act.move === 'walkAway' ? 'walk away' : late } }
  },

  // A turn that nobody takes still passes, so that waiting never outlasts the deadline.
  absent: ({ worth, talks }, seat, why): State => {
    const turn = talks.turn + 1
    const end = why === 'left' ? 'absence' : turn >= talks.terms.turns ? 'deadline' : null
    return { worth, talks: { ...talks, turn, to: opposite[seat as Seat], end } }
  },

  payoff: ({ worth, talks: { standing, end, terms } }) => {
    if (end !== 'deal' || standing === null) return { first: terms.walkAway, second: terms.walkAway }
    const { by, keep, turn } = standing
    const of = (seat: Seat): number =>
      pointsOf(worth[seat], seat === by ? keep : restOf(terms.quantities, keep)) * terms.discount ** turn
    return { first: of('first'), second: of('second') }
  },
})
