import { factor, leastSquares, mean } from 'suasion/statistics'
import { type Bond, type Law, moved, type Rates } from './trust-law.ts'

/** How long a phase of the alliance lasted, in half-years as the paper counts, and what both did. */
export interface AlliancePhase {
  readonly rounds: number
  readonly acts: readonly [renault: number, nissan: number]
}

const both = (rounds: number, act: number, other = act): AlliancePhase => ({ rounds, acts: [act, other] })
/** The phases as the released code has them, and as the paper's numbers need them. */
export const alliance = {
  released: [both(12, 6.5), both(40, 7), both(4, 2), both(15, 6.2), both(8, 6.5)],
  paper: [both(12, 6.5), both(40, 7), both(4, 3, 3.5), both(15, 5.5, 5.8), both(8, 6, 6.2)],
} as const
export const allianceRates: Rates = { building: 0.08, erosion: 0.25, damage: 0.55, decay: 0.02, amplification: 0.5 }
export const usualRates: Rates = { building: 0.1, erosion: 0.3, damage: 0.6, decay: 0.03, amplification: 0.5 }

const baseline = 5
const dependence = [0.65, 0.75] as const

export interface Alliance {
  /** State alignment, behaviour, mechanism, outcome; 60 at most. */
  readonly points: readonly number[]
  readonly score: number
  /** Of the phases' trust values, by analysis of variance. */
  readonly f: number
  /** How far Renault trusts Nissan, from before the first round on. */
  readonly trust: readonly number[]
}

/**
 * The Renault-Nissan case of TR-2: trust over 79 rounds and its 60-point rubric. As coded, Nissan trusts Renault fully
 * at first, and Nissan's trust in itself is .55 and counted in the means.
 */
export const renaultNissan = (phases: readonly AlliancePhase[], rates: Rates, law: Law = {}): Alliance => {
  let [first, second]: [Bond, Bond] = [
    { trust: 0.5, damage: 0 },
    { trust: 1, damage: 0 },
  ]
  const series: [Bond, Bond][] = [[first, second]]
  for (const { rounds, acts } of phases)
    for (let t = 0; t < rounds; t++) {
      first = moved(first, Math.tanh(acts[1] - baseline), dependence[0], rates, law)
      second = moved(second, Math.tanh(acts[0] - baseline), dependence[1], rates, law)
      series.push([first, second])
    }
  const cells = series.map(([a, b]) => [1, a.trust, b.trust, 0.55])
  const trust = cells.map(mean)
  const last = series.length - 1
  let at = 0
  const spans = phases.map(({ rounds, acts }) => {
    const start = at
    at += rounds
    const signal = mean(acts.map((act) => Math.tanh(act - baseline)))
    return { start, end: at, rounds, signal, change: trust[Math.min(at, last)]! - trust[start]! }
  })
  const behaviour = 3 * spans.filter(({ signal, change }) => signal * change > 0).length
  const rate = (sign: number): number =>
    mean(spans.filter(({ signal }) => signal * sign > 0).map(({ change, rounds }) => Math.abs(change) / rounds))
  const scarred = spans.some(({ signal, start }, i) => {
    const next = spans[i + 1]
    const violated = next && signal < -0.3 && next.signal > 0.3 && next.end < series.length
    return violated && trust[next.end]! < 0.9 * trust[Math.max(0, start - 1)]!
  })
  const worst = Math.max(...series.flat().map(({ damage }) => damage))
  const mechanism = (rate(-1) > 1.5 * rate(1) ? 5 : 0) + (scarred ? 5 : 0) + (worst > 0.3 ? 5 : 0)
  const visible = spans
    .slice(0, -1)
    .filter(({ end }) => end < last && Math.abs(trust[end + 1]! - trust[end - 1]!) > 0.05).length
  const outcome = (trust[last]! >= 0.2 && trust[last]! <= 0.8 ? 7 : 4) + Math.min(8, 2 * visible)
  const points = [10, Math.min(15, behaviour), mechanism, outcome]
  const rows = spans.flatMap(({ start, end }, phase) =>
    cells.slice(start, end).flatMap((each) => each.map((trust) => ({ trust, phase: `${phase}` }))),
  )
  const { f } = leastSquares(rows, { outcome: 'trust', terms: [factor('phase')] })
  return {
    points,
    score: points.reduce((sum, x) => sum + x, 0),
    f: f!.statistic,
    trust: series.map(([a]) => a.trust),
  }
}
