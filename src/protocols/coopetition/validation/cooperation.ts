import { type Bond, type Law, moved, type Rates } from './trust-law.ts'

/** Sequential reciprocity among actors whose cooperation is a share from 0 to 1 (TR-4, equation 44). */
export interface Reciprocating {
  readonly dependence: readonly (readonly number[])[]
  readonly trust: readonly (readonly number[])[]
  readonly acts: readonly number[]
  readonly baselines: readonly number[]
  readonly rho: number
  readonly eta: number
  readonly kappa: number
  readonly lambda: number
  readonly omega: number
  /** How fast acts follow reciprocity, and fall back to the baseline. */
  readonly adjustment: number
  readonly decay: number
  /** How fast baselines follow acts; 0 unless said. */
  readonly adaptation?: number
  /** What strikes whom when: added, or set. */
  readonly shocks?: Readonly<
    Record<number, Readonly<Record<number, { readonly add: number } | { readonly set: number }>>>
  >
  /** Added to each act in each step. */
  readonly noise?: (step: number, actor: number) => number
}

export interface Cooperation {
  /** By step, from the start on: acts of each, and trust of each in each. */
  readonly acts: readonly (readonly number[])[]
  readonly trust: readonly (readonly (readonly number[])[])[]
  /** The largest answer of anybody to anybody, and the answers at the first step by pair. */
  readonly largest: number
  readonly first: readonly (readonly number[])[]
}

const rates: Rates = { building: 0.1, erosion: 0.3, damage: 0.6, decay: 0.03, amplification: 0.5 }
const law: Law = { ceiling: (damage) => Math.min(0.9, 1 - 0.6 * damage), cut: true }
const share = (x: number): number => Math.min(1, Math.max(0, x))

/** Plays so many steps. Trust answers raw signals, not their tanh; shocks strike before anybody looks. */
export const cooperation = (setting: Reciprocating, steps: number): Cooperation => {
  const { dependence, rho, eta, kappa, lambda, omega, adjustment, decay, adaptation = 0, shocks = {} } = setting
  const n = setting.acts.length
  const strength = dependence.map((row) => row.map((d) => rho * d ** eta))
  let baselines = setting.baselines
  let bonds: Bond[][] = setting.trust.map((row) => row.map((trust) => ({ trust, damage: 0 })))
  const acts: number[][] = [[...setting.acts]]
  const trust = [setting.trust.map((row) => [...row])]
  const first = dependence.map((row) => row.map(() => 0))
  let largest = 0
  for (let t = 0; t < steps; t++) {
    const now = acts[t]!
    for (const [actor, shock] of Object.entries(shocks[t] ?? {}))
      now[Number(actor)] = share('set' in shock ? shock.set : now[Number(actor)]! + shock.add)
    const next: number[] = []
    const moving: Bond[][] = []
    for (let i = 0; i < n; i++) {
      let push = 0
      const row = bonds[i]!
      const after = [...row]
      for (let j = 0; j < n; j++) {
        if (i === j) continue
        const signal = now[j]! - baselines[j]!
        const d = dependence[i]![j]!
        const answer = strength[i]![j]! * Math.tanh(kappa * signal)
        if (t === 0) first[i]![j] = answer
        if (Math.abs(answer) > largest) largest = Math.abs(answer)
        push += lambda * row[j]!.trust * (1 + omega * d) * answer
        after[j] = moved(row[j]!, signal, d, rates, law)
      }
      const added = setting.noise?.(t, i) ?? 0
      next.push(share(now[i]! + adjustment * push - decay * (now[i]! - baselines[i]!) + added))
      moving.push(after)
    }
    bonds = moving
    acts.push(next)
    trust.push(bonds.map((row) => row.map((bond) => bond.trust)))
    if (adaptation > 0) baselines = baselines.map((b, i) => (1 - adaptation) * b + adaptation * now[i]!)
  }
  return { acts, trust, largest, first }
}
