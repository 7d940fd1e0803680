import type { Answering, Config } from './config.ts'
import type { Buffers } from './kernel.ts'

/** Rounding must not decide where a running number should equal a threshold exactly. */
const slack = 1e-12

/** Multiplies rewards by what collective action and loyalty bring (TR-3), after moving loyalty. */
export const collective = (config: Config, buffers: Buffers, rewards: Float64Array): void => {
  const { players: n, endowment, single, window, loyalty: bounds } = config
  const { acts, loyalty, past, round } = buffers
  if (config.collective === 'free-riding') {
    for (let i = 0; i < n; i++) if (acts[i]! < 0.2 * endowment[i]!) rewards[i]! *= 0.9
    return
  }
  const earlier = round < 9 ? round : 9
  let united = true
  for (let i = 0; i < n; i++) {
    const exact = acts[i]! / endowment[i]!
    const rate = single ? Math.fround(exact) : exact
    const moved =
      rate >= 0.5 ? Math.min(bounds.most, loyalty[i]! + 0.02 * rate) : Math.max(0, loyalty[i]! - 0.05 * (0.5 - rate))
    loyalty[i] = single ? Math.fround(moved) : moved
    if (rate < 0.5) united = false
    if (rate < 0.3) rewards[i]! *= 0.5
    let lasting: number
    if (single) lasting = singleMean(i, rate, earlier, config, buffers)
    else {
      let sum = acts[i]!
      for (let back = 1; back <= earlier; back++) sum += past[((round - back) % window) * n + i]!
      lasting = sum / (earlier + 1) / endowment[i]!
    }
    if (lasting >= (single ? 0.6 : 0.6 - slack)) rewards[i]! *= 1 + 0.15 * lasting
  }
  if (united) for (let i = 0; i < n; i++) rewards[i]! *= 1.2
  if (config.collective === 'coalition') expel(n, single ? 0 : slack, buffers, rewards)
}

const rates = new Float32Array(10)

/** The mean of a player's last rates as NumPy takes it of 32-bit numbers: its rounding decides whether .6 is reached. */
const singleMean = (i: number, rate: number, earlier: number, config: Config, { past, round }: Buffers): number => {
  const { players: n, window, endowment } = config
  for (let back = earlier; back >= 1; back--)
    rates[earlier - back] = past[((round - back) % window) * n + i]! / endowment[i]!
  rates[earlier] = rate
  const pair = (k: number): number => Math.fround(rates[k]! + rates[k + 1]!)
  let k = earlier >= 7 ? 8 : 1
  let sum = k === 1 ? rates[0]! : Math.fround(Math.fround(pair(0) + pair(2)) + Math.fround(pair(4) + pair(6)))
  for (; k <= earlier; k++) sum = Math.fround(sum + rates[k]!)
  return Math.fround(sum / (earlier + 1))
}

/** Expels members whose loyalty is spent, takes back who regained it, and multiplies rewards by where each stands. */
const expel = (n: number, tolerance: number, { loyalty, expelled }: Buffers, rewards: Float64Array): void => {
  let members = 0
  for (let i = 0; i < n; i++) if (expelled[i]! < 0) members++
  for (let i = 0; i < n; i++) {
    if (expelled[i]! < 0 && loyalty[i]! < 0.15 - tolerance && members > 3) {
      expelled[i] = 5
      members--
    }
    if (expelled[i]! < 0) continue
    expelled[i] = Math.max(0, expelled[i]! - 1)
    if (expelled[i] === 0 && loyalty[i]! >= 0.4 - tolerance) {
      expelled[i] = -1
      members++
    }
  }
  for (let i = 0; i < n; i++) {
    if (expelled[i]! >= 0) rewards[i]! *= 0.5
    else if (members >= 3) rewards[i]! *= 1.1
  }
}

/** Multiplies rewards by how the partners act beside what they did before (TR-4, equations 19 to 44). */
export const reciprocate = (
  { weight, kappa, window, newest }: Answering,
  n: number,
  { acts, past, trust, signal, round }: Buffers,
  rewards: Float64Array,
): void => {
  const rows = past.length / n
  const earlier = round < window ? round : window
  for (let j = 0; j < n; j++) {
    let sum = newest ? acts[j]! : 0
    const last = newest ? earlier - 1 : earlier
    for (let back = 1; back <= last; back++) sum += past[((round - back) % rows) * n + j]!
    signal[j] = Math.tanh(kappa * (acts[j]! - (earlier === 0 ? 0 : sum / earlier)))
  }
  for (let i = 0; i < n; i++) {
    let answer = 1
    for (let j = 0, k = i * n; j < n; j++, k++) if (i !== j) answer += weight[k]! * trust[k]! * signal[j]!
    rewards[i]! *= answer > 0.01 ? answer : 0.01
  }
}

/** Public reputation and agreements. */
export const special = (config: Config, buffers: Buffers, rewards: Float64Array): void => {
  const { players: n, endowment, single } = config
  const { acts, standing, agreement } = buffers
  if (config.special === 'negotiation') {
    const [first, second] = agreement as unknown as [number, number]
    const [a, b] = acts as unknown as [number, number]
    if (first >= 0 && (Math.abs(a - first) > 10 || Math.abs(b - second) > 10)) {
      rewards[0]! -= 3 * Math.abs(a - first)
      rewards[1]! -= 3 * Math.abs(b - second)
    }
    if (Math.abs(a - b) > 10) return
    agreement[0] = a
    agreement[1] = b
    return
  }
  const edge = single ? 0 : slack
  for (let i = 0; i < n; i++) {
    const rate = acts[i]! / endowment[i]!
    const before = standing[i]!
    const moved = config.special === 'standing' ? 0.9 * before + 0.1 * rate : before + 0.1 * (rate - 0.5)
    const after = moved < 0 ? 0 : moved > 1 ? 1 : moved
    standing[i] = single ? Math.fround(after) : after
    if (config.special === 'market')
      rewards[i]! *= after >= 0.8 - edge ? 1.3 : after >= 0.5 - edge ? 1 : after >= 0.25 - edge ? 0.7 : 0.4
  }
}

/** Whether the episode ends before its horizon. */
export const ended = (config: Config, { trust, expelled }: Buffers): boolean => {
  const { players: n, end } = config
  if (end === 'hold-up') return trust[n]! < 0.1
  if (end === 'dissolved') {
    let members = 0
    for (let i = 0; i < n; i++) if (expelled[i]! < 0) members++
    return members < 3
  }
  let sum = 0
  if (end === 'exodus') {
    for (let i = 1; i < n; i++) sum += trust[i * n]!
    return sum / (n - 1) < 0.15
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (i !== j) sum += trust[i * n + j]!
  const mean = sum / (n * (n - 1))
  return end === 'distrust' ? mean < 0.05 : mean >= 0.9
}
