import type { SeatId } from 'suasion'
import type { Happening, Role, View } from './state.ts'

/** How much each sign moves the suspicion of a player, in log-odds. */
export interface Signs {
  /** It voted for somebody who turned out to be faithful. */
  readonly innocent: number
  /** It voted for somebody who turned out to be a traitor. */
  readonly guilty: number
  /** It voted as somebody did who turned out to be a traitor. */
  readonly agreement: number
  /** It voted for another than it had last accused in that round. */
  readonly hesitation: number
  /** Another, whom one trusts fully, accuses it; less by how far that one is suspected itself. */
  readonly credibility: number
  /** It says that it is a traitor. */
  readonly confession: number
}

/** The role of everybody who is out of the game: shown, or faithful because murdered. */
export const revealed = (history: readonly Happening[]): ReadonlyMap<SeatId, Role> => {
  const roles = new Map<SeatId, Role>()
  for (const each of history) {
    if (each.what === 'dawn' && each.victim !== null) roles.set(each.victim, 'faithful')
    if ((each.what === 'banished' || each.what === 'left') && each.who !== null) roles.set(each.who, each.role!)
  }
  return roles
}

const chance = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds))

/**
 * Suspicion of each other player in the game, in log-odds of being a traitor: ln(k / (n - k)) for k traitors among n
 * others, moved by each sign in what everybody saw. Inferred from what Curvo 2025 describes; the signs are the caller's.
 */
export const suspicions = (view: View, signs: Signs): ReadonlyMap<SeatId, number> => {
  const { seat, living, history, settings } = view
  const out = revealed(history)
  const others = living.filter((each) => each !== seat)
  const k = settings.traitors - [...out.values()].filter((role) => role === 'traitor').length
  const n = others.length
  const prior = Math.log(Math.max(k, 0.5) / Math.max(n - k, 0.5))
  const held = new Map(others.map((each) => [each, prior]))
  const move = (who: SeatId, by: number): void => {
    if (held.has(who)) held.set(who, held.get(who)! + by)
  }
  let accused = new Map<SeatId, SeatId>()
  const accusations: (readonly [by: SeatId, who: SeatId])[] = []
  for (const each of history) {
    if (each.what === 'dawn') accused = new Map()
    if (each.what === 'spoke') {
      if (each.claim === 'traitor') move(each.by, signs.confession)
      if (each.accuse === null || each.by === seat) continue
      accused.set(each.by, each.accuse)
      accusations.push([each.by, each.accuse])
    }
    if (each.what !== 'banished') continue
    for (const [by, who] of each.votes) {
      const role = out.get(who)
      if (role !== undefined) move(by, role === 'faithful' ? signs.innocent : -signs.guilty)
      if (accused.has(by) && accused.get(by) !== who) move(by, signs.hesitation)
      const like = each.votes.filter(
        ([other, target]) => target === who && other !== by && out.get(other) === 'traitor',
      )
      move(by, signs.agreement * like.length)
    }
  }
  const before = new Map(held)
  for (const [by, who] of accusations) {
    const role = out.get(by)
    const p = role === undefined ? chance(before.get(by) ?? 0) : role === 'traitor' ? 1 : 0
    move(who, signs.credibility * (1 - 2 * p))
  }
  return held
}
