import type { Seat, Talks } from './state.ts'

/** What is left for the other of some packages. */
export const restOf = (quantities: readonly number[], keep: readonly number[]): number[] =>
  quantities.map((quantity, i) => quantity - keep[i]!)

/** The points of some packages, at what a package of each issue is worth. */
export const pointsOf = (worth: readonly number[], packages: readonly number[]): number => {
  let points = 0
  for (let i = 0; i < packages.length; i++) points += worth[i]! * packages[i]!
  return points
}

const known = new Map<string, readonly (readonly number[])[]>()

/** Every way to take some of the packages: the amounts of each issue, the last issue varying fastest. */
export const splitsOf = (quantities: readonly number[]): readonly (readonly number[])[] => {
  const key = quantities.join()
  const before = known.get(key)
  if (before) return before
  const splits = quantities.reduce<readonly (readonly number[])[]>(
    (all, most) => all.flatMap((taken) => Array.from({ length: most + 1 }, (_, amount) => [...taken, amount])),
    [[]],
  )
  known.set(key, splits)
  return splits
}

/** What a side would get of each proposal another has made, the oldest first; of its own proposals where it is the same. */
export const proposalsOf = ({ last, terms }: Talks, by: Seat, to: Seat): number[][] => {
  const splits: number[][] = []
  for (let each = last; each !== null; each = each.before) {
    if (each.seat !== by || each.act.move !== 'propose') continue
    const keep = each.act.keep.map((amount, i) => Math.min(amount, terms.quantities[i]!))
    splits.push(by === to ? keep : restOf(terms.quantities, keep))
  }
  return splits.reverse()
}
