import { totalWeight } from '../math/weights.ts'
import type { Luck } from './luck.ts'

/** What was drawn where, along one history: an address drawn again gives the same answer, as it does in play. */
export type Drawn = ReadonlyMap<string, number>

/** One way chance can fall: its probability, what follows, and what has been drawn so far. */
export interface Branch<T> {
  readonly p: number
  readonly value: T
  readonly drawn: Drawn
}

/**
 * Every way chance can fall in `act`, with probabilities that sum to 1: how a solver meets chance without a second
 * description of it. `uniform` and `normal` have no finite list of outcomes and throw, naming what they decide.
 */
export const enumerate = <T>(act: (luck: Luck) => T, drawn: Drawn = new Map()): Branch<T>[] => {
  const branches: Branch<T>[] = []
  const script: number[] = []
  do {
    const open: { choice: number; of: number }[] = []
    const known = new Map(drawn)
    let p = 1
    const choose = (address: string, n: number, weights?: readonly number[]): number => {
      const before = known.get(address)
      if (before !== undefined && before < n) return before
      if (before !== undefined)
        throw new Error(`${address} was drawn before, from more than ${n}: name what it decides`)
      const total = weights ? totalWeight(n, weights) : n
      let choice = script[open.length] ?? -1
      if (choice < 0) for (choice = 0; weights && weights[choice] === 0; ) choice++
      open.push({ choice, of: weights ? weights.findLastIndex((w) => w > 0) + 1 : n })
      p *= weights ? weights[choice]! / total : 1 / n
      known.set(address, choice)
      return choice
    }
    const value = act(at('', choose))
    if (p > 0) branches.push({ p, value, drawn: known })
    while (open.length && open.at(-1)!.choice + 1 >= open.at(-1)!.of) open.pop()
    script.length = 0
    for (const { choice } of open) script.push(choice)
    if (script.length) script[script.length - 1]!++
  } while (script.length)
  return branches
}

const at = (address: string, choose: (address: string, n: number, weights?: readonly number[]) => number): Luck => {
  let position = 0
  const next = (n: number, weights?: readonly number[]): number => {
    if (address === '') throw new Error("a draw must say what it decides: luck.of('pairing', round).pick(...)")
    if (n === 0) throw new Error(`nothing to pick from at ${address}: the list is empty`)
    return choose(`${address}#${position++}`, n, weights)
  }
  const refuse = (kind: string) => (): never => {
    throw new Error(`${address} draws a ${kind} number, which has no finite list of outcomes to solve over`)
  }
  return {
    of: (...purpose) => at(`${address}/${purpose.map((part) => JSON.stringify(part)).join('/')}`, choose),
    pick: (xs) => xs[next(xs.length)]!,
    weighted: (xs, p) => xs[next(xs.length, p)]!,
    draw: (xs, k) => {
      if (!(k >= 0 && k <= xs.length)) throw new Error(`cannot draw ${k} different elements of ${xs.length}`)
      const pool = [...xs]
      return Array.from({ length: k }, () => pool.splice(next(pool.length), 1)[0]!)
    },
    uniform: refuse('uniform'),
    normal: refuse('normal'),
  }
}
