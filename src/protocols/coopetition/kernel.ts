import type { Config } from './config.ts'
import { collective, ended, reciprocate, special } from './modifiers.ts'

/** All that changes over an episode, in arrays that a step writes to; matrices are row-major. */
export interface Buffers {
  round: number
  gamma: number
  readonly trust: Float64Array
  readonly reputation: Float64Array
  readonly loyalty: Float64Array
  /** Public reputation, where there is one. */
  readonly standing: Float64Array
  /** Rounds until an expelled member may return; -1 for members. */
  readonly expelled: Float64Array
  /** The investments agreed on; -1 before any agreement. */
  readonly agreement: Float64Array
  /** Acts of the last rounds: round r in row r modulo the window. */
  readonly past: Float64Array
  readonly acts: Float64Array
  readonly earnings: Float64Array
  readonly signal: Float64Array
}

/** What a step gives back; the caller's, written over by the next step. */
export interface Outcome {
  readonly rewards: Float64Array
  /** What all made together: individual values and surplus. */
  value: number
  over: boolean
}

/** Arrays for one episode, filled as it starts; `gamma` where the environment draws it. Throws where it is needed and not given. */
export const buffersOf = (config: Config, gamma: number = config.gamma): Buffers => {
  const { players: n } = config
  const zeros = (length: number) => new Float64Array(length)
  const buffers = {
    ...{ round: 0, gamma, trust: zeros(n * n), reputation: zeros(n * n), loyalty: zeros(n), standing: zeros(n) },
    ...{ expelled: zeros(n), agreement: zeros(2), past: zeros(config.window * n), acts: zeros(n) },
    ...{ earnings: zeros(n), signal: zeros(n) },
  }
  restart(config, buffers, gamma)
  return buffers
}

/** Fills the arrays as an episode starts. */
export const restart = (config: Config, buffers: Buffers, gamma: number): void => {
  if (Number.isNaN(gamma)) throw new Error('coopetition: this environment draws its complementarity; say what it is')
  const { players: n, start, damaged } = config
  buffers.round = 0
  buffers.gamma = gamma
  for (let k = 0; k < n * n; k++) {
    const self = k % (n + 1) === 0
    buffers.trust[k] = self ? 1 : start
    buffers.reputation[k] = self ? 0 : damaged
  }
  buffers.loyalty.fill(config.single ? Math.fround(config.loyalty.start) : config.loyalty.start)
  buffers.standing.fill(config.special === 'market' ? 0.5 : 0)
  buffers.expelled.fill(-1)
  buffers.agreement.fill(-1)
}

export const outcomeOf = ({ players }: Config): Outcome => ({
  ...{ rewards: new Float64Array(players), value: 0, over: false },
})

/** The mean over ordered pairs of different players. */
export const meanTrust = (trust: ArrayLike<number>, players: number): number => {
  let sum = 0
  for (let i = 0; i < players; i++) for (let j = 0; j < players; j++) if (i !== j) sum += trust[i * players + j]!
  return sum / (players * (players - 1))
}

/**
 * One round. Reads what each of the players invests from `acts` (clipped to [0, endowment]), moves `buffers` on in place
 * and writes rewards, total value and whether the episode is over to `out`. Trust and reputation move first, and
 * rewards are paid with the new ones. Source: Coopetition-Gym v1, TR-1 (equations 1 to 13), TR-2, TR-3 and TR-4.
 */
export const step = (config: Config, buffers: Buffers, acts: ArrayLike<number>, out: Outcome): void => {
  const { players: n, endowment, baseline, theta, power, sensitivity, single } = config
  const { acts: act, earnings, signal } = buffers
  let value = 0
  let product = 1
  let scale = 0
  for (let i = 0; i < n; i++) {
    const most = endowment[i]!
    const given = acts[i]!
    const clipped = given < 0 ? 0 : given > most ? most : given
    const a = single ? Math.fround(clipped) : clipped
    const own = power === 0 ? theta * Math.log(1 + a) : a ** power
    act[i] = a
    signal[i] = Math.tanh(sensitivity * (a - baseline[i]!))
    value += own
    earnings[i] = most - a + own
    product *= a > 1e-10 ? a : 0
    if (product > 1e200) {
      product *= 1e-200
      scale += 200
    } else if (product < 1e-200 && product > 0) {
      product *= 1e200
      scale -= 200
    }
  }
  const mean = n === 2 && scale === 0 ? Math.sqrt(product) : product ** (1 / n) * (scale === 0 ? 1 : 10 ** (scale / n))
  const surplus = buffers.gamma * mean
  out.value = value + surplus
  for (let i = 0; i < n; i++) earnings[i]! += config.share[i]! * surplus
  settle(config, buffers, out.rewards)
  if (config.collective !== 'none') collective(config, buffers, out.rewards)
  if (config.reciprocity !== null) reciprocate(config.reciprocity, n, buffers, out.rewards)
  if (config.special !== 'none') special(config, buffers, out.rewards)
  if (config.window > 0) {
    const row = (buffers.round % config.window) * n
    for (let i = 0; i < n; i++) buffers.past[row + i] = act[i]!
  }
  buffers.round++
  out.over = buffers.round >= config.horizon || (config.end !== 'none' && ended(config, buffers))
}

/** Moves trust and reputation of every ordered pair, and pays each its own and, as far as trusted, the others' earnings. */
const settle = (config: Config, { trust, reputation, earnings, signal }: Buffers, rewards: Float64Array): void => {
  const { players: n, dependence, amplified, building, erosion, damage, decay, integrates, pools, towardsOne } = config
  let sum = 0
  for (let i = 0; i < n; i++) {
    let utility = earnings[i]!
    for (let j = 0, k = i * n; j < n; j++, k++) {
      if (i === j) continue
      const s = signal[j]!
      const before = trust[k]!
      const damaged = reputation[k]!
      const ceiling = 1 - damaged
      let after: number
      let worn: number
      if (s < 0) {
        after = before + erosion * s * before * amplified[k]!
        worn = damaged - damage * s * ceiling
      } else {
        const room = ceiling - before
        after = before + building * s * (towardsOne ? (1 - before) * ceiling : room > 0 ? room : 0)
        worn = damaged - decay * damaged
      }
      after = after < 0 ? 0 : after > ceiling ? ceiling : after
      worn = worn < 0 ? 0 : worn > 1 ? 1 : worn
      trust[k] = after
      reputation[k] = worn
      const sound = 1 - worn
      utility += (after < sound ? after : sound) * dependence[k]! * earnings[j]!
    }
    rewards[i] = integrates ? utility : earnings[i]!
    sum += utility
  }
  if (pools) for (let i = 0; i < n; i++) rewards[i] = sum / n
}
