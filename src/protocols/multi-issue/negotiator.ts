import { type Luck, type PolicyOptions, policy } from 'suasion'
import { phrase } from './phrases.ts'
import { multiIssue } from './protocol.ts'
import { pointsOf, restOf } from './splits.ts'
import type { View } from './state.ts'
import { asked } from './tactics.ts'
import { packages } from './words.ts'

/** How a formal negotiator decides; everything else about it is the same for all. */
export interface Tactic {
  /** The packages it would ask for now. */
  readonly next: (view: View, luck: Luck) => readonly number[]
  /** Whether it takes these packages. */
  readonly accepts: (view: View, offered: readonly number[], luck: Luck) => boolean
  /** What it does where nothing of the other's is to be answered; it proposes, unless this says otherwise. */
  readonly opens?: (view: View, luck: Luck) => 'say' | 'propose' | 'walkAway'
  /** What it does with a proposal that it does not accept; it proposes, unless this says otherwise. */
  readonly refuses?: (view: View, offered: readonly number[], luck: Luck) => 'reject' | 'propose' | 'walkAway'
}

/** Whether nobody can answer what is proposed now. */
export const isLast = ({ talks: { turn, terms } }: View): boolean => turn >= terms.turns - 1

/**
 * AC_next: takes packages worth at least as much as its own next proposal, a u(offer) + b >= u(next), and in the last
 * turn whatever is worth more than walking away. Source: Baarslag, Hindriks & Jonker 2014; the last turn is chosen.
 */
export const acNext =
  (next: Tactic['next'], { a = 1, b = 0 } = {}): Tactic['accepts'] =>
  (view, offered, luck) => {
    const { own, talks } = view
    const points = pointsOf(own, offered)
    if (points < talks.terms.walkAway) return false
    return isLast(view) || a * points + b >= pointsOf(own, next(view, luck))
  }

const mostNeeded = ({ own, talks: { terms } }: View): string => terms.issues[own.indexOf(Math.max(...own))]!

/** A formal negotiator: its tactic settles the acts, and its text is made from them. */
export const negotiator = (
  name: string,
  { next, accepts, opens, refuses }: Tactic,
  source: string,
  options: Pick<PolicyOptions<typeof multiIssue, null>, 'cast' | 'fit' | 'flags' | 'note'> = {},
) =>
  policy(
    multiIssue,
    ['negotiator'],
    name,
    {
      propose: ({ view, luck }) => {
        const keep = next(view, luck)
        const last = asked(view).at(-1)
        const kind = last === undefined ? 'open' : last.join() === keep.join() ? 'hold' : 'move'
        const { issues } = view.talks.terms
        return { keep: [...keep], ...phrase(kind, luck.of('phrase', view.talks.turn), packages(issues, keep)) }
      },
      accept: ({ luck }) => phrase('accept', luck.of('phrase')),
      reject: ({ view, luck }) => phrase('reject', luck.of('phrase', view.talks.turn)),
      walkAway: ({ luck }) => phrase('walkAway', luck.of('phrase')),
      say: ({ view, luck }) => phrase('need', luck.of('phrase', view.talks.turn), mostNeeded(view)),
    },
    {
      source,
      hears: ['keep'],
      ...options,
      choose: ({ view, luck, legal }) => {
        const { seat, talks } = view
        const { standing, terms } = talks
        if (standing === null || standing.by === seat) {
          const move = opens?.(view, luck) ?? 'propose'
          return move === 'say' && !legal.say ? 'propose' : move
        }
        const offered = restOf(terms.quantities, standing.keep)
        if (accepts(view, offered, luck)) return 'accept'
        return isLast(view) ? 'reject' : (refuses?.(view, offered, luck) ?? 'propose')
      },
    },
  )
