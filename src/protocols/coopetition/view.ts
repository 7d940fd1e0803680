import { configOf } from './config.ts'
import type { State, View } from './state.ts'

const row = (matrix: readonly number[] | Float64Array, n: number, i: number): number[] => {
  const cells: number[] = []
  for (let j = 0; j < n; j++) cells.push(matrix[i * n + j]!)
  return cells
}
const rows = (matrix: readonly number[] | Float64Array, n: number): number[][] =>
  Array.from({ length: n }, (_, i) => row(matrix, n, i))

/** What the others say of each: the mean of their reputation damage, without the view of the one it is about. */
const hearsayOf = (reputation: readonly number[], n: number, place: number): number[] =>
  Array.from({ length: n }, (_, about) => {
    let sum = 0
    let who = 0
    for (let i = 0; i < n; i++) {
      if (i === place || i === about) continue
      sum += reputation[i * n + about]!
      who++
    }
    return who === 0 ? 0 : sum / who
  })

/**
 * What one seat knows, by the observation option. Source: Coopetition-Gym's observation configurations; its `full` is
 * the legacy vector of all acts, trust, reputation and dependence.
 */
export const viewOf = (state: State, seat: string): View => {
  const { settings, seats, round, acts, earned, trust, reputation, over, seen } = state
  const { observation } = settings
  const config = configOf(settings)
  const n = seats.length
  const place = seats.indexOf(seat)
  const minimal = observation === 'minimal'
  const full = observation === 'full'
  const own: number[] = []
  const paid: number[] = []
  for (let r = 0; r < round; r++) {
    own.push(acts[r]![place]!)
    paid.push(earned[r]![place]!)
  }
  const drawn = Number.isNaN(config.gamma)
  return {
    seat,
    place,
    seats,
    settings,
    endowment: config.endowment[place]!,
    over,
    own,
    earned: paid,
    round: minimal ? null : round,
    horizon: minimal ? null : config.horizon,
    gamma: drawn && !settings.reveal ? null : state.gamma,
    acts: minimal ? null : acts,
    trust: row(trust, n, place),
    trusts: full ? rows(trust, n) : null,
    reputation: minimal ? null : row(reputation, n, place),
    hearsay: minimal ? null : hearsayOf(reputation, n, place),
    reputations: full ? rows(reputation, n) : null,
    dependence: minimal ? null : row(config.dependence, n, place),
    dependences: full ? rows(config.dependence, n) : null,
    standing: minimal || (config.special !== 'standing' && config.special !== 'market') ? null : seen,
    agreement: minimal || config.special !== 'negotiation' || state.agreement[0]! < 0 ? null : state.agreement,
    loyalty: config.collective === 'none' || config.collective === 'free-riding' ? null : state.loyalty[place]!,
    members: minimal || config.collective !== 'coalition' ? null : state.expelled.map((left) => left < 0),
  }
}
