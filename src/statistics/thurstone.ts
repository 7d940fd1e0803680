import type { PairCounts } from './bradley-terry.ts'
import { checkCount } from './check.ts'
import { numeric } from './design.ts'
import type { Coefficient } from './fit.ts'
import { generalisedLinear } from './generalised-linear.ts'

export interface ThurstoneFit {
  /** The value of each player but the reference, which has 0, in order of first appearance. */
  readonly values: readonly Coefficient[]
  readonly reference: string
  readonly logLikelihood: number
  /** Twice how far the log-likelihood stays below that of each pair's own share. */
  readonly deviance: number
  readonly n: number
}

/**
 * Thurstone's Case V (1927): i is preferred to j with probability Phi(u_i - u_j), by maximum likelihood, Wald intervals;
 * values against `reference`, the first player unless said. R: `glm(cbind(wins, losses) ~ 0 + X, binomial('probit'))`,
 * X 1 for the first and -1 for the second. Throws on ties, which it has no place for, on a player against itself, and
 * where the pairs give no finite values, as `generalisedLinear` does.
 */
export const thurstone = (
  pairs: readonly PairCounts[],
  options: { readonly reference?: string; readonly level?: number } = {},
): ThurstoneFit => {
  for (const [i, { first, second, wins, losses, ties = 0 }] of pairs.entries()) {
    for (const name of [first, second])
      if (typeof name !== 'string' || name === '')
        throw new Error(`row ${i}: a player is called ${JSON.stringify(name)}; give it a name`)
    checkCount(wins, `row ${i}: the number of wins`)
    checkCount(losses, `row ${i}: the number of losses`)
    if (first === second) throw new Error(`row ${i}: ${first} is compared with itself; leave such pairs out`)
    if (ties !== 0) throw new Error(`row ${i}: ${ties} ties, which Case V has no place for; use bradleyTerry`)
  }
  const names = [...new Set(pairs.flatMap(({ first, second }) => [first, second]))]
  if (names.length < 2) throw new Error(`Thurstone's Case V of ${names.length} players; at least two are needed`)
  const reference = options.reference ?? names[0]!
  if (!names.includes(reference))
    throw new Error(`the reference ${reference} is in no pair; there are ${names.join(', ')}`)
  const others = names.filter((name) => name !== reference)
  const place = (name: string): string => `player ${name}`
  const rows = pairs.flatMap(({ first, second, wins, losses }) => {
    const sides = Object.fromEntries(
      others.map((name) => [place(name), Number(name === first) - Number(name === second)]),
    )
    return [
      { ...sides, won: 1, times: wins },
      { ...sides, won: 0, times: losses },
    ]
  })
  const fit = generalisedLinear(rows, {
    outcome: 'won',
    terms: others.map((name) => numeric(place(name))),
    family: 'probit',
    intercept: false,
    frequency: 'times',
    interval: 'wald',
    ...(options.level !== undefined && { level: options.level }),
  })
  const merged = new Map<string, [won: number, lost: number]>()
  for (const { first, second, wins, losses } of pairs) {
    const turned = names.indexOf(first) > names.indexOf(second)
    const key = JSON.stringify(turned ? [second, first] : [first, second])
    const [won, lost] = merged.get(key) ?? [0, 0]
    merged.set(key, turned ? [won + losses, lost + wins] : [won + wins, lost + losses])
  }
  const term = (k: number, n: number): number => (k > 0 ? k * Math.log(k / n) : 0)
  const own = [...merged.values()].reduce((sum, [a, b]) => sum + term(a, a + b) + term(b, a + b), 0)
  return {
    values: fit.coefficients.map((one, k) => ({
      ...one,
      name: others[k]!,
      estimator: 'Thurstone Case V, Wald interval',
    })),
    reference,
    logLikelihood: fit.logLikelihood,
    deviance: 2 * (own - fit.logLikelihood),
    n: fit.n,
  }
}
