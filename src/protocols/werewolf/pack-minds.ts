import { policy, type SeatId } from 'suasion'
import { spoke, when } from './minds.ts'
import { werewolf } from './protocol.ts'
import { speech } from './speech.ts'
import type { Claim, Stance, View } from './state.ts'

export const SPEECHES = ['vague', 'accuse', 'defend', 'follow', 'false seer'] as const
/** How a werewolf talks by day; with 'false seer' the first of them says it is the seer and names an innocent. */
export type WolfSpeech = (typeof SPEECHES)[number]

const preyOf = ({ living, werewolves }: View): readonly SeatId[] => living.filter((each) => !werewolves.includes(each))
const most = (players: readonly SeatId[], count: (who: SeatId) => number): SeatId =>
  players.reduce((best, each) => (count(each) > count(best) ? each : best))

/** How often others accused or voted for somebody: this day ten times as much as before. */
const pressure = ({ history, round, werewolves }: View, who: SeatId, own: boolean): number => {
  let count = 0
  for (const each of history) {
    if (each.what === 'said' && each.stance === 'accuse' && each.target === who)
      if (own || !werewolves.includes(each.by)) count += each.round === round ? 10 : 1
    if (each.what === 'banished' && each.votes) for (const [, target] of each.votes) if (target === who) count++
  }
  return count
}

/** Who is most dangerous by night: first who says to be the seer or the doctor, then who accuses or votes for the pack. */
const danger = ({ history, werewolves }: View, who: SeatId): number => {
  let count = 0
  for (const each of history) {
    if (each.what === 'said' && each.by === who) {
      if (each.claim === 'seer') count += 100
      if (each.claim === 'doctor') count += 50
      if (each.stance === 'accuse' && each.target !== null && werewolves.includes(each.target)) count += 5
    }
    if (each.what === 'banished' && each.votes)
      for (const [by, target] of each.votes) if (by === who && werewolves.includes(target)) count++
  }
  return count
}

const target = (view: View): SeatId => most(preyOf(view), (who) => danger(view, who))
const scapegoat = (view: View): SeatId => most(preyOf(view), (who) => pressure(view, who, true))

const byDay = (view: View, how: WolfSpeech): { claim: Claim; stance: Stance; target: SeatId | null } => {
  const { seat, werewolves, living } = view
  const vague = { claim: 'villager', stance: 'vague', target: null } as const
  if (how === 'accuse') return { claim: 'villager', stance: 'accuse', target: scapegoat(view) }
  if (how === 'defend') {
    const fellow = living.find((each) => each !== seat && werewolves.includes(each))
    return fellow === undefined ? vague : { claim: 'villager', stance: 'defend', target: fellow }
  }
  if (how === 'follow') {
    const led = scapegoat(view)
    return pressure(view, led, false) > 0 ? { claim: 'villager', stance: 'accuse', target: led } : vague
  }
  const leads = living.find((each) => werewolves.includes(each)) === seat
  return how === 'false seer' && leads ? { claim: 'seer', stance: 'accuse', target: scapegoat(view) } : vague
}

/**
 * Werewolves who act as one: by night they kill who says to be the seer, else who came nearest to them; by day they talk
 * in one way (`speech`) and vote together for the other under most pressure. All rules are chosen; the ways of talking
 * are formal stand-ins for the latent strategies of Xu et al. 2025.
 */
export const pack = ({ speech: how = 'accuse' }: { readonly speech?: WolfSpeech } = {}) => {
  if (!SPEECHES.includes(how)) throw new Error(`pack: speech is one of ${SPEECHES.join(', ')}, not ${how}`)
  return policy(
    werewolf,
    ['werewolf'],
    `pack, ${how}`,
    {
      say: ({ view, luck }) =>
        view.stage === 'den'
          ? speech(
              { room: 'den', claim: 'none', stance: 'accuse', target: target(view) },
              luck.of('den', ...when(view)),
            )
          : speech({ room: 'village', ...byDay(view, how) }, luck.of('say', ...when(view))),
      silent: () => ({}),
      kill: ({ view }) => ({ who: target(view) }),
      predict: ({ view, legal }) => {
        const { each, max } = legal.predict!.hostile!
        return { hostile: [...each!].sort((a, b) => danger(view, b) - danger(view, a)).slice(0, max) }
      },
      vote: ({ view }) => ({ who: scapegoat(view) }),
    },
    {
      source: `chosen: ${how}`,
      hears: ['claim', 'stance', 'target', 'who'],
      choose: ({ legal, view }) => {
        if (!('silent' in legal)) return Object.keys(legal)[0] as 'vote'
        return 'say' in legal && (view.stage === 'den' || !spoke(view)) ? 'say' : 'silent'
      },
    },
  )
}

/** The pack whose first werewolf says it is the seer, and names an innocent. */
export const bluffer = () => pack({ speech: 'false seer' })
