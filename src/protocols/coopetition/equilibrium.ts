import type { Config } from './config.ts'

/** What is added to the marginal utility of an investment, beside the TR-1 utility. */
export interface Slope {
  /** At any amount, given what the others invest. */
  readonly always: (i: number, acts: readonly number[]) => number
  /** Beyond the baseline only. */
  readonly beyond: (i: number) => number
}
const none: Slope = { always: () => 0, beyond: () => 0 }

/** The part of a config that the integrated utility of TR-1 (equation 13) needs. */
export type Economy = Pick<Config, 'theta' | 'power'> & {
  readonly players: number
  readonly endowment: ArrayLike<number>
  readonly share: ArrayLike<number>
  readonly baseline: ArrayLike<number>
  readonly dependence: ArrayLike<number>
  readonly gamma: number
}

export interface Equilibrium {
  readonly acts: readonly number[]
  /** Private earnings of each, and what all made together. */
  readonly earnings: readonly number[]
  readonly value: number
  readonly converged: boolean
}

/** What an investment alone brings. */
export const individual = ({ theta, power }: Pick<Economy, 'theta' | 'power'>, a: number): number =>
  power === 0 ? theta * Math.log(1 + a) : a ** power

const geometric = (acts: readonly number[]): number =>
  Math.exp(acts.reduce((sum, a) => sum + Math.log(Math.max(a, 1e-10)), 0) / acts.length)

/** Total value and private earnings at some investments (TR-1, equations 1 to 8). */
export const valued = (economy: Economy, acts: readonly number[]): { value: number; earnings: number[] } => {
  const { endowment, share, gamma } = economy
  const surplus = gamma * geometric(acts)
  const alone = acts.map((a) => individual(economy, a))
  return {
    value: alone.reduce((sum, x) => sum + x, surplus),
    earnings: acts.map((a, i) => endowment[i]! - a + alone[i]! + share[i]! * surplus),
  }
}

/** Where the falling marginal utility crosses zero on [low, high], by bisection to the last bit. */
const crossing = (marginal: (a: number) => number, low: number, high: number): number => {
  if (marginal(high) >= 0) return high
  if (marginal(low) <= 0) return low
  let [a, b] = [low, high]
  for (;;) {
    const middle = (a + b) / 2
    if (middle <= a || middle >= b) return middle
    if (marginal(middle) > 0) a = middle
    else b = middle
  }
}

/** The best investment of one player, given the others': exact, because the utility is concave on each side of its kink. */
export const bestResponse = (economy: Economy, i: number, acts: readonly number[], slope = none, least = 0): number => {
  const { players: n, theta, power, gamma, endowment, share, baseline, dependence } = economy
  let weight = share[i]!
  for (let j = 0; j < n; j++) if (j !== i) weight += dependence[i * n + j]! * share[j]!
  let logs = 0
  for (let j = 0; j < n; j++) if (j !== i) logs += Math.log(Math.max(acts[j]!, 1e-10))
  const joint = (weight * gamma * Math.exp(logs / n)) / n
  const always = slope.always(i, acts) - 1
  const marginal =
    (extra: number) =>
    (a: number): number => {
      const x = Math.max(a, 1e-10)
      return always + extra + (power === 0 ? theta / (1 + x) : power * x ** (power - 1)) + joint * x ** (1 / n - 1)
    }
  const most = endowment[i]!
  const beyond = slope.beyond(i)
  if (beyond === 0) return crossing(marginal(0), least, most)
  const kink = baseline[i]!
  const [below, above] = [crossing(marginal(0), least, kink), crossing(marginal(beyond), kink, most)]
  const utility = (a: number): number =>
    always * a + individual(economy, a) + n * joint * Math.max(a, 1e-10) ** (1 / n) + beyond * Math.max(a - kink, 0)
  return utility(above) >= utility(below) ? above : below
}

/** Best responses in turn until nobody moves by 1e-10: the coopetitive equilibrium (TR-1). Starts where `start` says. */
export const equilibrium = (
  economy: Economy,
  { slope = none, start, least = 0 }: { readonly slope?: Slope; readonly start?: number; readonly least?: number } = {},
): Equilibrium => {
  const acts = Array.from({ length: economy.players }, (_, i) => start ?? economy.endowment[i]! / 2)
  for (let sweep = 0; sweep < 2000; sweep++) {
    let moved = 0
    for (let i = 0; i < acts.length; i++) {
      const next = bestResponse(economy, i, acts, slope, least)
      moved = Math.max(moved, Math.abs(next - acts[i]!))
      acts[i] = next
    }
    if (moved < 1e-10) return { acts, ...valued(economy, acts), converged: true }
  }
  return { acts, ...valued(economy, acts), converged: false }
}
