import type { AnyMind } from 'suasion'
import { honest, randomPlayer } from './minds.ts'
import { pack, SPEECHES, type WolfSpeech } from './pack-minds.ts'
import { VILLAGES } from './published.ts'
import { bayesian } from './village-minds.ts'

/** How a village listens: to nobody, to whoever says it is the seer, or weighing everything. */
export const LISTENERS = ['random', 'honest', 'bayesian'] as const
export type VillageListener = (typeof LISTENERS)[number]

/** The baselines of games.md 6, played at the table, and the cast of the study. */
export const PLAYS = ['random, 7', 'named, 7', 'random, 4', 'named, 4', 'cast'] as const
/** All that is played: baselines, and every way a pack talks against every way a village listens. */
export const ARENA = [
  ...PLAYS,
  ...SPEECHES.flatMap((speech) => LISTENERS.map((listener) => `${speech} / ${listener}` as const)),
] as const
export type Arena = (typeof ARENA)[number]

const listening = { random: randomPlayer, honest, bayesian: () => bayesian() } as const

/** The parameters and minds of one part of the arena; `cast` is a mind for the pack and one for the village. */
export const arenaOf = (play: Arena, cast: { readonly werewolf: AnyMind; readonly village: AnyMind }) => {
  const seated = (werewolf: AnyMind, village: AnyMind) => ({
    werewolf,
    seer: village,
    doctor: village,
    villager: village,
  })
  const [left, right] = play.split(' / ') as [string, string | undefined]
  if (play === 'cast') return { params: {}, minds: seated(cast.werewolf, cast.village) }
  if (right === undefined) {
    const [kind, players] = left.split(', ') as ['random' | 'named', '7' | '4']
    const village = kind === 'named' ? honest() : randomPlayer()
    const talk = kind === 'named' ? 'turns' : 'none'
    return {
      params: { ...VILLAGES[players], talk, den: 0, predict: false } as const,
      minds: seated(randomPlayer(), village),
    }
  }
  return { params: {}, minds: seated(pack({ speech: left as WolfSpeech }), listening[right as VillageListener]()) }
}
