import type { Luck } from 'suasion'
import { plurality } from './state.ts'

const counted = (name: string, value: number): number => {
  if (Number.isInteger(value) && value >= 0 && value <= 1000) return value
  throw new Error(`${name} must be a whole number from 0 to 1000, not ${value}`)
}

/**
 * The exact chance that the faithful win when every banishment is uniformly random and each night one of the faithful is
 * murdered, with the win tested only after the night, as in the paper's code: 11/160 for 7 and 3.
 */
export const randomBanishment = (faithful: number, traitors: number): number => {
  const known = new Map<string, number>()
  const wins = (f: number, t: number): number => {
    if (t === 0) return 1
    if (t >= f) return 0
    const key = `${f},${t}`
    const before = known.get(key)
    if (before !== undefined) return before
    const afterNight = (left: number, hidden: number): number => (hidden === 0 ? 1 : wins(left - 1, hidden))
    const value = (t / (f + t)) * afterNight(f, t - 1) + (f / (f + t)) * afterNight(f - 1, t)
    known.set(key, value)
    return value
  }
  return wins(counted('faithful', faithful), counted('traitors', traitors))
}

export interface AccurateVotes {
  readonly faithful: number
  readonly traitors: number
  /** The chance, 0 to 1, that the vote of one of the faithful is for a traitor; no mind at the table can know that. */
  readonly accuracy: number
}

/**
 * One game in which the traitors vote as one bloc for one of the faithful, and each of the faithful votes for a traitor
 * with probability `accuracy`, else for another of the faithful: who wins, and the share of traitors that survive.
 */
export const accurateVotes = (options: AccurateVotes, luck: Luck): { win: boolean; tsr: number } => {
  const { accuracy } = options
  if (!(accuracy >= 0 && accuracy <= 1)) throw new Error(`accuracy must be from 0 to 1, not ${accuracy}`)
  const [f, t] = [counted('faithful', options.faithful), counted('traitors', options.traitors)]
  if (t === 0 || t >= f) throw new Error(`a game needs more faithful than traitors, and a traitor; not ${f} and ${t}`)
  // True for a traitor, in the order in which they vote: it is dealt once, so who votes early does so all game.
  let players = luck.of('seats').draw(
    Array.from({ length: f + t }, (_, i) => i >= f),
    f + t,
  )
  for (let round = 0; ; round++) {
    const faithful = players.flatMap((traitor, i) => (traitor ? [] : [i]))
    const traitors = players.flatMap((traitor, i) => (traitor ? [i] : []))
    const bloc = luck.of('bloc', round).pick(faithful)
    const votes = players.map((traitor, voter): readonly [string, string] => {
      const own = luck.of('vote', round, voter)
      const others = faithful.filter((each) => each !== voter)
      const hits = others.length === 0 || own.of('hit').uniform() < accuracy
      const target = traitor ? bloc : own.of('target').pick(hits ? traitors : others)
      return [`${voter}`, `${target}`]
    })
    const banished = Number(plurality(votes))
    const left = players.filter((_, i) => i !== banished)
    const prey = left.flatMap((traitor, i) => (traitor ? [] : [i]))
    const night = prey.length > 0 && prey.length < left.length
    const victim = night ? luck.of('murder', round).pick(prey) : -1
    players = left.filter((_, i) => i !== victim)
    const hidden = players.filter(Boolean).length
    if (hidden === 0 || 2 * hidden >= players.length) return { win: hidden === 0, tsr: hidden / t }
  }
}
