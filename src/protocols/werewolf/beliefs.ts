import type { SeatId } from 'suasion'
import type { Speech, View } from './state.ts'

/**
 * What a listener thinks players do, by their role: likelihoods of public acts. All numbers are the caller's; the
 * defaults of the formal minds are chosen.
 */
export interface Listener {
  /** How likely a speech claims to be the seer: by the seer, a werewolf, anybody else. */
  readonly claimsSeer: readonly [seer: number, werewolf: number, other: number]
  /** How likely a werewolf who says it is the seer calls a fellow a werewolf, or clears one. */
  readonly betrays: number
  readonly clears: number
  /** How much likelier than any other target a werewolf is: to be accused, by the village and by its fellows. */
  readonly accused: readonly [byVillage: number, byFellows: number]
  readonly defended: readonly [byVillage: number, byFellows: number]
  readonly voted: readonly [byVillage: number, byFellows: number]
}

/** What one seat believes: for each player in the game the chance to be a werewolf, and the seer. */
export interface Beliefs {
  readonly werewolf: ReadonlyMap<SeatId, number>
  readonly seer: ReadonlyMap<SeatId, number>
}

interface World {
  readonly wolves: ReadonlySet<SeatId>
  readonly seer: SeatId | null
}

const subsets = (of: readonly SeatId[], size: number): SeatId[][] => {
  if (size === 0) return [[]]
  return of.flatMap((first, i) => subsets(of.slice(i + 1), size - 1).map((rest) => [first, ...rest]))
}

/** More deals than this take too long to weigh at every decision. */
const MOST = 50_000

const dealsOf = (n: number, k: number): number => {
  let deals = n
  for (let i = 0; i < k; i++) deals *= (n - i) / (i + 1)
  return deals
}

/** All who can be the werewolves and the seer, as far as this seat knows; each leaves the other roles equally many ways. */
const worldsOf = (view: View, players: readonly SeatId[]): World[] => {
  const { seat, role, settings, history, secrets, werewolves } = view
  if (dealsOf(players.length, settings.werewolves) > MOST)
    throw new Error(
      `werewolf: ${players.length} players with ${settings.werewolves} werewolves can be dealt in more than ${MOST} ways, too many to weigh; use a smaller village, or the honest mind`,
    )
  const innocent = new Set<SeatId>(role === 'werewolf' ? [] : [seat])
  const guilty = new Set<SeatId>(werewolves)
  const seers = new Set<SeatId>(role === 'seer' ? [seat] : [])
  const others = new Set<SeatId>(role === 'seer' ? [] : [seat])
  const learn = (who: SeatId | null, is: string | null): void => {
    if (who === null || is === null) return
    ;(is === 'werewolf' ? guilty : innocent).add(who)
    ;(is === 'seer' ? seers : others).add(who)
  }
  for (const each of history) {
    if (each.what === 'dawn' && each.victim !== null) innocent.add(each.victim)
    if (each.what === 'dawn') learn(each.victim, each.role)
    if (each.what === 'banished' || each.what === 'left') learn(each.who, each.role)
  }
  for (const each of secrets) if (each.what === 'checked') (each.werewolf ? guilty : innocent).add(each.who)
  return subsets(players, settings.werewolves).flatMap((pack): World[] => {
    const wolves = new Set(pack)
    if ([...guilty].some((who) => !wolves.has(who)) || pack.some((who) => innocent.has(who))) return []
    if (!settings.seer) return [{ wolves, seer: null }]
    const free = players.filter((who) => !wolves.has(who) && !others.has(who))
    const known = [...seers]
    return (known.length > 0 ? known : free).map((seer) => ({ wolves, seer }))
  })
}

/**
 * Exact beliefs over who the werewolves and the seer are: every deal that fits what this seat knows, weighted by how
 * likely everybody's public claims, accusations and votes are in it. `players` are all seats of the game.
 */
export const beliefs = (view: View, players: readonly SeatId[], listener: Listener): Beliefs => {
  const { claimsSeer, betrays, clears, accused, defended, voted } = listener
  const towards = (world: World, by: SeatId, target: SeatId, [village, fellows]: readonly [number, number]): number => {
    const wolves = world.wolves.size
    const factor = world.wolves.has(by) ? fellows : village
    const own = world.wolves.has(by) ? 1 : 0
    // The chance of this target among all others, with werewolves weighted by the factor.
    const total = factor * (wolves - own) + (players.length - 1 - (wolves - own))
    return (world.wolves.has(target) ? factor : 1) / total
  }
  const spoken = (world: World, { by, claim, stance, target }: Speech): number => {
    const kind = world.seer === by ? 0 : world.wolves.has(by) ? 1 : 2
    if (claim !== 'seer') {
      const said = 1 - claimsSeer[kind]
      if (target === null || stance === 'vague') return said
      return said * towards(world, by, target, stance === 'accuse' ? accused : defended)
    }
    if (target === null || stance === 'vague') return claimsSeer[kind]
    const wolf = world.wolves.has(target)
    if (kind === 0) return claimsSeer[0] * (wolf === (stance === 'accuse') ? 1 : 1e-6)
    const fellow = stance === 'accuse' ? betrays : clears
    return claimsSeer[kind] * (kind === 2 ? 0.5 : wolf ? fellow : 1 - fellow)
  }
  const worlds = worldsOf(view, players)
  const weights = worlds.map((world) => {
    let log = 0
    for (const each of view.history) {
      if (each.what === 'said' && each.by !== view.seat) log += Math.log(spoken(world, each))
      if (each.what !== 'banished' || each.votes === null) continue
      for (const [by, who] of each.votes)
        if (by !== view.seat && who !== 'nobody') log += Math.log(towards(world, by, who, voted))
    }
    return log
  })
  const top = Math.max(...weights)
  const p = weights.map((log) => Math.exp(log - top))
  const total = p.reduce((sum, each) => sum + each, 0)
  const chance = (holds: (world: World) => boolean): number =>
    worlds.reduce((sum, world, i) => (holds(world) ? sum + p[i]! : sum), 0) / total
  const each = (holds: (world: World, who: SeatId) => boolean): Map<SeatId, number> =>
    new Map(view.living.map((who) => [who, chance((world) => holds(world, who))]))
  return { werewolf: each((world, who) => world.wolves.has(who)), seer: each((world, who) => world.seer === who) }
}
