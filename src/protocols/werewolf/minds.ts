import { policy, type SeatId } from 'suasion'
import { werewolf } from './protocol.ts'
import { speech } from './speech.ts'
import type { View } from './state.ts'

/** Everybody else in the game. */
export const othersOf = ({ seat, living }: View): readonly SeatId[] => living.filter((each) => each !== seat)
/** What addresses the luck of a decision. */
export const when = ({ stage, round, step, history }: View): [string, number, number, number] => [
  stage,
  round,
  step,
  history.length,
]
/** How often this seat spoke in this round, by day. */
export const spoke = ({ history, seat, round }: View): boolean =>
  history.some((each) => each.what === 'said' && each.by === seat && each.round === round)
export const ROLES_OF_VILLAGE = ['villager', 'doctor', 'seer'] as const

/** The werewolves that this seer has seen and that are still in the game, the first seen first. */
export const found = ({ secrets, living }: View): readonly SeatId[] =>
  secrets.flatMap((each) => (each.what === 'checked' && each.werewolf && living.includes(each.who) ? [each.who] : []))

/** Does every act of its role at random, and says nothing: the baseline. */
export const randomPlayer = () =>
  policy(
    werewolf,
    ['werewolf', ...ROLES_OF_VILLAGE],
    'random player',
    {
      say: ({ view, luck }) =>
        speech({ room: 'village', claim: 'none', stance: 'vague', target: null }, luck.of('say', ...when(view))),
      silent: () => ({}),
      kill: ({ legal, view, luck }) => ({ who: luck.of('kill', view.round).pick(legal.kill!.who!.only!) }),
      check: ({ legal, view, luck }) => ({ who: luck.of('check', view.round).pick(legal.check!.who!.only!) }),
      save: ({ legal, view, luck }) => ({ who: luck.of('save', view.round).pick(legal.save!.who!.only!) }),
      dream: ({ legal, view, luck }) => ({ who: luck.of('dream', view.round).pick(legal.dream!.who!.only!) }),
      predict: ({ legal, view, luck }) => {
        const { each, max } = legal.predict!.hostile!
        return { hostile: luck.of('predict', view.round).draw(each!, max!) }
      },
      vote: ({ view, luck }) => ({ who: luck.of('vote', view.round).pick(othersOf(view)) }),
    },
    {
      source: 'chosen: every target is equally likely',
      hears: [],
      choose: ({ legal }) => ('silent' in legal ? 'silent' : (Object.keys(legal)[0] as 'vote')),
    },
  )

/** The last living player whom somebody accused as the seer. */
const named = ({ history, living, seat }: View): SeatId | null => {
  let who: SeatId | null = null
  for (const each of history)
    if (each.what === 'said' && each.claim === 'seer' && each.stance === 'accuse' && each.by !== seat)
      if (each.target !== null && each.target !== seat && living.includes(each.target)) who = each.target
  return who
}

/**
 * On the side of the village, and honest: a seer names the werewolf it found, and everybody votes for whom a seer named;
 * all else is random. The rule of the second baseline; it believes whoever says it is the seer.
 */
export const honest = () => {
  const random = randomPlayer()
  return policy(
    werewolf,
    ROLES_OF_VILLAGE,
    'honest',
    {
      say: ({ view, luck }) => {
        const [target = null] = found(view)
        return speech({ room: 'village', claim: 'seer', stance: 'accuse', target }, luck.of('say', ...when(view)))
      },
      silent: () => ({}),
      check: (seen) => fields(random, seen),
      save: (seen) => fields(random, seen),
      dream: (seen) => fields(random, seen),
      predict: (seen) => fields(random, seen),
      vote: (seen) => {
        const [own] = found(seen.view)
        const who = own ?? named(seen.view)
        return who === null ? fields(random, seen) : { who }
      },
    },
    {
      source: 'the rule of a baseline of games.md 6: a living seer openly names a found werewolf',
      hears: ['claim', 'stance', 'target'],
      choose: ({ legal, view }) => {
        if (!('silent' in legal)) return Object.keys(legal)[0] as 'vote'
        return 'say' in legal && found(view).length > 0 && !spoke(view) ? 'say' : 'silent'
      },
    },
  )
}

/** What the random player would do here: the fields of its act. */
const fields = (random: ReturnType<typeof randomPlayer>, seen: Parameters<typeof random.decide>[0]): never =>
  (random.decide(seen, null) as { act: unknown }).act as never
