import type { Luck } from 'suasion'

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
  let [f, t] = [counted('faithful', options.faithful), counted('traitors', options.traitors)]
  if (t === 0 || t >= f) throw new Error(`a game needs more faithful than traitors, and a traitor; not ${f} and ${t}`)
  for (let round = 0; ; round++) {
    // Players are numbered, the faithful first, and vote in an order drawn anew: within a role nobody is known.
    const votes = luck.of('order', round).draw(
      Array.from({ length: f + t }, (_, i) => i),
      f + t,
    )
    const counts = new Array<number>(f + t).fill(0)
    let [best, most] = [0, 0]
    for (const voter of votes) {
      const target = voter >= f ? 0 : aim(voter, f, t, accuracy, luck.of('vote', round, voter))
      const count = ++counts[target]!
      if (count > most) [best, most] = [target, count]
    }
    if (best >= f) t--
    else f--
    if (t > 0 && f > 0) f--
    if (t === 0 || t >= f) return { win: t === 0, tsr: t / options.traitors }
  }
}

const aim = (voter: number, f: number, t: number, accuracy: number, luck: Luck): number => {
  const others = f - 1
  if (others === 0 || luck.uniform() < accuracy) return f + Math.floor(luck.uniform() * t)
  const target = Math.floor(luck.uniform() * others)
  return target < voter ? target : target + 1
}
