import type { Luck } from 'suasion'
import { configOf } from './config.ts'
import type { State } from './state.ts'

const others = (n: number, place: number): number[] => Array.from({ length: n }, (_, i) => i).filter((i) => i !== place)

/** What others invested, were paid and became, drawn again: of this a seat with the minimal observation knows nothing. */
const redrawn = (state: State, place: number, luck: Luck): State => {
  const { endowment } = configOf(state.settings)
  const any = (name: string, round: number, i: number, most: number): number => most * luck.of(name, round, i).uniform()
  const anew = (name: string, xs: readonly number[], mostOf: (i: number) => number, round = 0): number[] =>
    xs.map((x, i) => (i === place ? x : any(name, round, i, mostOf(i))))
  return {
    ...state,
    acts: state.acts.map((xs, round) => anew('acts', xs, (i) => endowment[i]!, round)),
    loyalty: anew('loyalty', state.loyalty, () => 1),
    standing: anew('standing', state.standing, () => 1),
    reputation: state.reputation.map((x, k) => (k % (state.seats.length + 1) === 0 ? x : any('reputation', 0, k, 1))),
  }
}

/** The same opinions of each, held by others: only their mean is known, to its last bit. */
const shuffled = (reputation: readonly number[], n: number, place: number, luck: Luck): number[] => {
  const next = [...reputation]
  for (let about = 0; about < n; about++) {
    const holders = others(n, place).filter((i) => i !== about)
    const held = holders.map((holder) => reputation[holder * n + about]!)
    const dealt = luck.of('opinions', about).draw(held, held.length)
    const sum = (xs: readonly number[]): number => xs.reduce((total, x) => total + x, 0)
    if (sum(dealt) !== sum(held)) continue
    for (const [k, holder] of holders.entries()) next[holder * n + about] = dealt[k]!
  }
  return next
}

/**
 * A state that a seat could not tell from this one. By the asymmetric observation it does not know how far others trust,
 * who of them holds which opinion, and what they were paid; by the minimal one, nothing of theirs; by the full one, all.
 * A hidden complementarity is known once anything was made together, because the own earnings show it.
 */
export const resample = (state: State, seat: string, luck: Luck): State => {
  const { settings, seats } = state
  const n = seats.length
  const place = seats.indexOf(seat)
  const config = configOf(settings)
  const unknown =
    Number.isNaN(config.gamma) && !settings.reveal && !state.acts.some((acts) => acts.every((a) => a > 1e-10))
  const gamma = unknown ? 0.2 + 0.7 * luck.of('complementarity').uniform() : state.gamma
  const seen =
    settings.visibility === 1
      ? state
      : { ...state, standing: state.standing.map((x, i) => (i === place ? x : luck.of('standing', i).uniform())) }
  if (settings.observation === 'full') return { ...seen, gamma }
  const rest = settings.observation === 'minimal' ? redrawn(state, place, luck) : seen
  const opinions = settings.observation === 'minimal' ? rest.reputation : shuffled(state.reputation, n, place, luck)
  const paid = (round: number, i: number): number => 1000 * luck.of('earned', round, i).uniform()
  const earned = state.earned.map((xs, round) => xs.map((x, i) => (i === place ? x : paid(round, i))))
  return {
    ...rest,
    gamma,
    earned,
    total: state.total.map((x, i) => (i === place ? x : earned.reduce((sum, xs) => sum + xs[i]!, 0))),
    reputation: opinions,
    trust: state.trust.map((x, k) => {
      const i = Math.floor(k / n)
      return i === place || i === k % n ? x : (1 - opinions[k]!) * luck.of('trust', k).uniform()
    }),
  }
}
