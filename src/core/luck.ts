import { philox } from '../math/philox.ts'
import { totalWeight } from '../math/weights.ts'

/**
 * Chance, addressed by what it decides: `luck.of('pairing', round).pick(pairs)`.
 * The same address always gives the same draws, whatever else was drawn before, so arms and casts share luck.
 * A draw with no address throws. Solvers pass a `Luck` that enumerates the finite draws instead.
 */
export interface Luck {
  of(...purpose: (string | number)[]): Luck
  pick<T>(xs: readonly T[]): T
  /** One of `xs`, with probability proportional to `p` (finite, none negative, not all zero). */
  weighted<T>(xs: readonly T[], p: readonly number[]): T
  /** `k` different elements of `xs` in random order. */
  draw<T>(xs: readonly T[], k: number): T[]
  /** In [0, 1), with 53 bits. Not enumerable. */
  uniform(): number
  /** Not enumerable. */
  normal(mean?: number, sd?: number): number
}

const words = new Uint32Array(4)

const mix = (h: number): number => {
  const x = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  const y = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (y ^ (y >>> 16)) >>> 0
}

class PhiloxLuck implements Luck {
  private drawn = 0
  constructor(
    readonly a: number,
    readonly b: number,
    readonly addressed: boolean,
  ) {}
  of(...purpose: (string | number)[]): Luck {
    let a = this.a
    let b = this.b
    for (let p = 0; p < purpose.length; p++) {
      const part = purpose[p]!
      if (typeof part === 'number' && (part | 0) === part) {
        a = mix(a ^ Math.imul(part, 0x9e3779b1) ^ 0x2545f491)
        b = mix(b ^ Math.imul(part, 0x85ebca77) ^ 0x632be5ab)
        continue
      }
      const text = String(part)
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i)
        a = Math.imul(a ^ code, 0x01000193)
        b = Math.imul(b ^ code, 0x5bd1e995)
        b ^= b >>> 15
      }
      a = mix(a ^ text.length)
      b = mix(b + 0x9e3779b9 + text.length)
    }
    return new PhiloxLuck(a, b, true)
  }
  uniform(): number {
    if (!this.addressed) throw new Error("a draw must say what it decides: luck.of('pairing', round).pick(...)")
    const n = this.drawn++
    philox(n, 0, 0, 0, this.a, this.b, words)
    return ((words[0]! >>> 5) * 67108864 + (words[1]! >>> 6)) / 9007199254740992
  }
  pick<T>(xs: readonly T[]): T {
    if (xs.length === 0) throw new Error('nothing to pick from: the list is empty')
    return xs[Math.floor(this.uniform() * xs.length)]!
  }
  weighted<T>(xs: readonly T[], p: readonly number[]): T {
    const total = totalWeight(xs.length, p)
    let rest = this.uniform() * total
    for (let i = 0; i < xs.length; i++) if ((rest -= p[i]!) < 0) return xs[i]!
    return xs[p.findLastIndex((x) => x > 0)]!
  }
  draw<T>(xs: readonly T[], k: number): T[] {
    if (!(k >= 0 && k <= xs.length)) throw new Error(`cannot draw ${k} different elements of ${xs.length}`)
    const pool = [...xs]
    for (let i = 0; i < k; i++) {
      const j = i + Math.floor(this.uniform() * (pool.length - i))
      const x = pool[i]!
      pool[i] = pool[j]!
      pool[j] = x
    }
    return pool.slice(0, k)
  }
  normal(mean = 0, sd = 1): number {
    return mean + sd * Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform())
  }
}

let last: { readonly key: string; readonly luck: Luck } | null = null

/** The luck of one pair of episodes: the same text gives the same luck on any machine. */
export const luckOf = (key: string): Luck => {
  if (last?.key === key) return last.luck
  const { a, b } = new PhiloxLuck(0x243f6a88, 0x85a308d3, true).of(key) as PhiloxLuck
  last = { key, luck: new PhiloxLuck(a, b, false) }
  return last.luck
}
