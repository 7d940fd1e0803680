import { type Luck, policy, type SeatId } from 'suasion'
import { beliefs, type Listener } from './beliefs.ts'
import { found, othersOf, ROLES_OF_VILLAGE, spoke, when } from './minds.ts'
import { werewolf } from './protocol.ts'
import { speech } from './speech.ts'
import type { View } from './state.ts'

/** What the formal listener expects of players; all numbers are chosen. */
export const LISTENER: Listener = {
  claimsSeer: [0.4, 0.1, 0.01],
  betrays: 0.1,
  clears: 0.5,
  accused: [1.5, 0.3],
  defended: [0.7, 2],
  voted: [1.5, 0.3],
}

/** Those with the most of something, as a list to draw from. */
const top = (players: readonly SeatId[], of: ReadonlyMap<SeatId, number>): readonly SeatId[] => {
  const most = Math.max(...players.map((who) => of.get(who)!))
  return players.filter((who) => of.get(who)! > most - 1e-9)
}

/** Everybody who was dealt a role, from what is public: who is in the game, and who went. */
export const playersOf = ({ living, history }: View): readonly SeatId[] => {
  const gone = history.flatMap((each) => {
    if (each.what === 'dawn') return each.victim === null ? [] : [each.victim]
    return (each.what === 'banished' || each.what === 'left') && each.who !== null ? [each.who] : []
  })
  return [...living, ...gone].sort((a, b) => Number(a.slice(6)) - Number(b.slice(6)))
}

const claimedSeer = ({ history, seat, living }: View): readonly SeatId[] => [
  ...new Set(
    history.flatMap((each) =>
      each.what === 'said' && each.claim === 'seer' && each.by !== seat && living.includes(each.by) ? [each.by] : [],
    ),
  ),
]

/**
 * On the side of the village: it weighs every possible deal of werewolves and seer by what everybody says and how they
 * vote, bans whom it holds most likely a werewolf, and accuses them when that chance is at least `sure`. As the doctor it
 * protects the likeliest seer; as the seer it looks at the likeliest werewolf, and speaks up when it found one or
 * somebody else says to be the seer. Likelihoods (`listener`) and `sure` are chosen.
 */
export const bayesian = ({ sure = 0.4, listener = LISTENER }: { sure?: number; listener?: Listener } = {}) => {
  if (!(sure >= 0 && sure <= 1)) throw new Error(`bayesian: sure must be from 0 to 1, not ${sure}`)
  const likely = [listener.claimsSeer, [listener.betrays, listener.clears]].flat()
  if (
    !likely.every((p) => p > 0 && p < 1) ||
    ![listener.accused, listener.defended, listener.voted].flat().every((x) => x > 0 && x < 1e6)
  )
    throw new Error('bayesian: chances of a listener lie between 0 and 1, and its factors above 0; both are exclusive')
  const held = (view: View) => beliefs(view, playersOf(view), listener)
  const suspects = (view: View, among = othersOf(view)): readonly SeatId[] => top(among, held(view).werewolf)
  const pick = (view: View, luck: Luck, among?: readonly SeatId[]) => ({
    who: luck.of(view.stage, view.round).pick(suspects(view, among)),
  })
  const told = (view: View, luck: Luck) => {
    const own = { room: 'village', claim: 'none', stance: 'vague', target: null } as const
    if (view.role === 'seer') {
      const [guilty] = found(view)
      if (guilty !== undefined) return { ...own, claim: 'seer', stance: 'accuse', target: guilty } as const
      if (claimedSeer(view).length > 0) {
        const cleared = view.secrets.filter((each) => each.what === 'checked' && view.living.includes(each.who)).at(-1)
        const target = cleared?.what === 'checked' ? cleared.who : null
        return { ...own, claim: 'seer', stance: 'defend', target } as const
      }
    }
    const { werewolf: chance } = held(view)
    const target = luck.of('target').pick(top(othersOf(view), chance))
    return chance.get(target)! >= sure ? ({ ...own, stance: 'accuse', target } as const) : own
  }
  return policy(
    werewolf,
    ROLES_OF_VILLAGE,
    'bayesian',
    {
      say: ({ view, luck }) => speech(told(view, luck.of('told', ...when(view))), luck.of('say', ...when(view))),
      silent: () => ({}),
      check: ({ view, luck, legal }) => pick(view, luck, legal.check!.who!.only!),
      save: ({ view, luck, legal }) => {
        const { seer } = held(view)
        return { who: luck.of('save', view.round).pick(top(legal.save!.who!.only!, seer)) }
      },
      dream: ({ view, luck }) => pick(view, luck),
      predict: ({ view, legal }) => {
        const { werewolf: chance } = held(view)
        const { each, max } = legal.predict!.hostile!
        return { hostile: [...each!].sort((a, b) => chance.get(b)! - chance.get(a)!).slice(0, max) }
      },
      vote: ({ view, luck }) => pick(view, luck),
    },
    {
      source: 'Bayes over all deals; the likelihoods are chosen',
      hears: ['claim', 'stance', 'target', 'who'],
      choose: ({ legal, view }) => {
        if (!('silent' in legal)) return Object.keys(legal)[0] as 'vote'
        return 'say' in legal && !spoke(view) ? 'say' : 'silent'
      },
    },
  )
}
