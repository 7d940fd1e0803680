import type { Estimate, Interval } from '../core/estimate.ts'
import { stronglyConnected } from '../math/components.ts'
import { checkLevel, criticalValue } from './check.ts'
import { type Likelihood, maximise } from './likelihood.ts'

/** The log worth of one item against the reference, which has 0 and no error. */
export interface LogWorth extends Estimate {
  readonly name: string
  readonly se: number
  readonly interval: Interval
}

export interface PlackettLuceFit {
  /** The reference first, the others in order of first appearance. */
  readonly items: readonly LogWorth[]
  readonly logLikelihood: number
  /** Rankings. */
  readonly n: number
}

/**
 * The model of Plackett and Luce for rankings, each a list of names from best to worst, not all of the same items
 * perhaps: the next best is drawn with chances that are exp(log worth), from those left. Maximum likelihood by Newton's
 * method, Wald intervals; log worths against `reference`, the first item seen unless said.
 * R: `PlackettLuce::PlackettLuce(rankings, npseudo = 0)`. Throws on a ranking of fewer than two items or of one twice,
 * and on groups of items none of which ever beat one of the others, whose log worths have no finite value.
 */
export const plackettLuce = (
  rankings: readonly (readonly string[])[],
  options: { readonly reference?: string; readonly level?: number } = {},
): PlackettLuceFit => {
  const what = 'a Plackett-Luce model'
  const level = checkLevel(options.level)
  if (rankings.length === 0) throw new Error(`${what} of no rankings is not defined`)
  for (const [i, ranking] of rankings.entries()) {
    if (ranking.length < 2) throw new Error(`ranking ${i} has ${ranking.length} items; at least two are needed`)
    const bad = ranking.find((name) => typeof name !== 'string' || name === '')
    if (bad !== undefined) throw new Error(`ranking ${i} has an item called ${JSON.stringify(bad)}; give it a name`)
    const twice = ranking.find((name, k) => ranking.indexOf(name) !== k)
    if (twice !== undefined) throw new Error(`ranking ${i} has ${twice} twice; an item has one place`)
  }
  const seen = [...new Set(rankings.flat())]
  const reference = options.reference ?? seen[0]!
  if (!seen.includes(reference))
    throw new Error(`the reference ${reference} is in no ranking; there are ${seen.join(', ')}`)
  const names = [reference, ...seen.filter((name) => name !== reference)]
  const codes = rankings.map((ranking) => ranking.map((name) => names.indexOf(name)))
  const edges = codes.flatMap((ranking) => ranking.slice(1).map((worse, k) => [ranking[k]!, worse] as const))
  const groups = stronglyConnected(
    names.length,
    edges.map(([better]) => better),
    edges.map(([, worse]) => worse),
  )
  if (groups.length > 1)
    throw new Error(
      `no finite log worths: between ${groups.map((group) => group.map((k) => names[k]).join(', ')).join(' and ')} ` +
        'one side won always, or they never met; collect more rankings',
    )
  const size = names.length - 1
  const likelihood: Likelihood = {
    names: names.slice(1),
    cuts: 0,
    reach: (step) => step.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    evaluate(at, gradient, information) {
      gradient.fill(0)
      information.fill(0)
      const worth = (k: number): number => (k === 0 ? 0 : at[k - 1]!)
      let total = 0
      for (const ranking of codes)
        for (let stage = 0; stage < ranking.length - 1; stage++) {
          const left = ranking.slice(stage)
          const top = left.reduce((most, k) => Math.max(most, worth(k)), Number.NEGATIVE_INFINITY)
          const weights = left.map((k) => Math.exp(worth(k) - top))
          const scale = weights.reduce((a, b) => a + b, 0)
          total += worth(left[0]!) - top - Math.log(scale)
          if (left[0]! > 0) gradient[left[0]! - 1]!++
          for (const [a, i] of left.entries()) {
            if (i === 0) continue
            const p = weights[a]! / scale
            gradient[i - 1]! -= p
            information[(i - 1) * size + i - 1]! += p
            for (const [b, j] of left.entries())
              if (j > 0) information[(i - 1) * size + j - 1]! -= (p * weights[b]!) / scale
          }
        }
      return total
    },
  }
  const { at, covariance, logLikelihood } = maximise(likelihood, new Float64Array(size))
  const n = rankings.length
  return {
    items: names.map((name, k) => {
      const value = k === 0 ? 0 : at[k - 1]!
      const se = k === 0 ? 0 : Math.sqrt(covariance[(k - 1) * (size + 1)]!)
      const reach = criticalValue(level) * se
      const estimator = `Plackett-Luce log worth against ${reference}, Wald interval`
      return { name, value, se, interval: [value - reach, value + reach] as const, level, n, estimator }
    }),
    logLikelihood,
    n,
  }
}
