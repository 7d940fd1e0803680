import { type Luck, policy, type SeatId } from 'suasion'
import { traitors } from './protocol.ts'
import { conferring, speech } from './speech.ts'
import type { View } from './state.ts'
import { type Signs, suspicions } from './suspicion.ts'

/** Everybody else in the game. */
export const othersOf = ({ seat, living }: View): readonly SeatId[] => living.filter((each) => each !== seat)
// Alone in the game, one can only name oneself.
const choicesOf = (view: View): readonly SeatId[] => (view.living.length > 1 ? othersOf(view) : view.living)
const preyOf = (view: View): readonly SeatId[] => othersOf(view).filter((each) => !view.traitors.includes(each))
const when = ({ stage, round, step }: View): [string, number, number] => [stage, round, step]

/** Votes, murders and suspects at random among the others, and says nothing: the baseline whose chances are known exactly. */
export const randomVoter = () =>
  policy(
    traitors,
    ['traitor', 'faithful'],
    'random voter',
    {
      speak: ({ luck, view }) => speech('none', null, luck.of('words', ...when(view))),
      vote: ({ luck, view }) => ({ who: luck.of('vote', view.round).pick(choicesOf(view)) }),
      confer: ({ luck, view }) => {
        const who = luck.of('proposal', ...when(view)).pick(preyOf(view))
        return { who, text: conferring(who, luck.of('words', ...when(view))) }
      },
      murder: ({ luck, view }) => ({ who: luck.of('murder', view.round).pick(preyOf(view)) }),
      wait: () => ({}),
      suspect: ({ luck, view }) => ({ who: luck.of('suspect', view.round).pick(othersOf(view)) }),
    },
    { source: 'chosen: everybody else is equally likely', hears: [], choose: ({ legal }) => onlyMove(legal) },
  )

const onlyMove = (legal: object) => Object.keys(legal)[0] as 'vote'

export interface FaithfulOptions extends Partial<Signs> {
  /** How sharply it votes by its suspicion: softmax(beta x log-odds). */
  readonly beta?: number
}

/**
 * A faithful player who keeps a suspicion of everybody in log-odds, votes by softmax(beta x suspicion), says that it is
 * faithful and accuses whom it suspects most. The signs are those that Curvo 2025 describes; beta and all weights are chosen.
 */
export const suspicious = ({ beta = 2, ...changed }: FaithfulOptions = {}) => {
  const chosen = { innocent: 0.5, guilty: 0.8, agreement: 0.3, hesitation: 0.3, credibility: 0.4, confession: 3 }
  const signs: Signs = { ...chosen, ...changed }
  for (const [name, value] of Object.entries({ beta, ...signs }))
    if (!Number.isFinite(value) || (name === 'beta' && value < 0))
      throw new Error(
        `suspicious: ${name} must be a finite number${name === 'beta' ? ' of at least 0' : ''}, not ${value}`,
      )
  const draw = (view: View, luck: Luck): SeatId => {
    const held = [...suspicions(view, signs)]
    const most = Math.max(...held.map(([, s]) => s))
    return luck.weighted(
      held.map(([who]) => who),
      held.map(([, s]) => Math.exp(beta * (s - most))),
    )
  }
  const top = (view: View): SeatId | null => {
    let best: readonly [SeatId, number] | null = null
    for (const each of suspicions(view, signs)) if (best === null || each[1] > best[1]) best = each
    return best?.[0] ?? null
  }
  return policy(
    traitors,
    ['faithful'],
    'suspicious faithful',
    {
      speak: ({ view, luck }) => speech('faithful', top(view), luck.of('words', ...when(view))),
      vote: ({ view, luck }) => ({
        who: othersOf(view).length > 0 ? draw(view, luck.of('vote', view.round)) : view.seat,
      }),
      wait: () => ({}),
      suspect: ({ view }) => ({ who: top(view) ?? view.seat }),
    },
    {
      source: 'the signs: Curvo 2025, inferred; beta and weights are chosen',
      hears: ['who', 'accuse', 'claim'],
      choose: ({ legal }) => onlyMove(legal),
    },
  )
}
