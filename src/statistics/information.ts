import { checkNumbers } from './check.ts'

/** Shares, checked: 0 or more, and their sum 1 within 1e-8. */
const checkShares = (shares: readonly number[], what: string): void => {
  checkNumbers(shares, what)
  const bad = shares.findIndex((share) => share < 0)
  if (bad >= 0) throw new Error(`${what}: share ${bad} is ${shares[bad]}; a share is 0 or more`)
  const total = shares.reduce((a, b) => a + b, 0)
  if (Math.abs(total - 1) > 1e-8)
    throw new Error(`${what}: the shares sum to ${total}, not 1; divide them by their sum`)
}
const checkPair = (p: readonly number[], q: readonly number[], what: string): void => {
  checkShares(p, `${what}, first distribution`)
  checkShares(q, `${what}, second distribution`)
  if (p.length !== q.length)
    throw new Error(`${what}: ${p.length} shares and ${q.length}; give both on the same places`)
}
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

/** Shannon's entropy of shares, in nats unless `base` says otherwise (2 for bits). R: `-sum(p * log(p))`. */
export const entropy = (shares: readonly number[], { base = Math.E }: { readonly base?: number } = {}): number => {
  checkShares(shares, 'an entropy')
  if (!(base > 0 && base !== 1 && Number.isFinite(base)))
    throw new Error(`the base of an entropy is ${base}; it is above 0 and not 1, as 2 for bits`)
  return sum(shares.map((p) => (p > 0 ? -p * Math.log(p) : 0))) / (base === Math.E ? 1 : Math.log(base))
}

/** Entropy over its maximum, ln of the number of shares: from 0 (one of them) to 1 (all alike). Two shares at least. */
export const normalisedEntropy = (shares: readonly number[]): number => {
  if (shares.length < 2) throw new Error(`a normalised entropy of ${shares.length} shares; at least two are needed`)
  return entropy(shares) / Math.log(shares.length)
}

/**
 * The divergence of Kullback and Leibler of p from q, sum p ln(p / q), in nats; infinite where p has something and q
 * nothing. Python: `scipy.stats.entropy(p, q)`.
 */
export const klDivergence = (p: readonly number[], q: readonly number[]): number => {
  checkPair(p, q, 'a Kullback-Leibler divergence')
  return Math.max(0, sum(p.map((one, k) => (one > 0 ? one * Math.log(one / q[k]!) : 0))))
}

/** The divergence of Jensen and Shannon, in nats, ln 2 at most; its root is a distance (`scipy.spatial.distance.jensenshannon`). */
export const jensenShannon = (p: readonly number[], q: readonly number[]): number => {
  checkPair(p, q, 'a Jensen-Shannon divergence')
  const middle = p.map((one, k) => (one + q[k]!) / 2)
  return (klDivergence(p, middle) + klDivergence(q, middle)) / 2
}

/** The total variation of two distributions: half the sum of absolute differences, from 0 to 1. */
export const totalVariation = (p: readonly number[], q: readonly number[]): number => {
  checkPair(p, q, 'a total variation')
  return sum(p.map((one, k) => Math.abs(one - q[k]!))) / 2
}

/** Hellinger's distance, sqrt(sum (sqrt p - sqrt q)^2 / 2), from 0 to 1. */
export const hellinger = (p: readonly number[], q: readonly number[]): number => {
  checkPair(p, q, 'a Hellinger distance')
  return Math.sqrt(sum(p.map((one, k) => (Math.sqrt(one) - Math.sqrt(q[k]!)) ** 2)) / 2)
}

/** Pearson's chi-square divergence, sum (p - q)^2 / q; infinite where p has something and q nothing. */
export const chiSquareDivergence = (p: readonly number[], q: readonly number[]): number => {
  checkPair(p, q, 'a chi-square divergence')
  return sum(p.map((one, k) => (one === q[k] ? 0 : (one - q[k]!) ** 2 / q[k]!)))
}

/**
 * The first Wasserstein distance of two distributions on the same points of a line: the least mass times way that turns
 * one into the other. Python: `scipy.stats.wasserstein_distance(support, support, p, q)`.
 */
export const wasserstein = (p: readonly number[], q: readonly number[], support: readonly number[]): number => {
  const what = 'a Wasserstein distance'
  checkPair(p, q, what)
  checkNumbers(support, `${what}, support`)
  if (support.length !== p.length)
    throw new Error(`${what}: ${p.length} shares on ${support.length} points; one for each`)
  const order = [...support.keys()].sort((a, b) => support[a]! - support[b]!)
  let [gap, way] = [0, 0]
  for (const [k, i] of order.entries()) {
    gap += p[i]! - q[i]!
    if (k + 1 < order.length) way += Math.abs(gap) * (support[order[k + 1]!]! - support[i]!)
  }
  return way
}

const checkJoint = (joint: readonly (readonly number[])[], what: string): void => {
  const width = joint[0]?.length ?? 0
  const bad = joint.findIndex((row) => row.length !== width)
  if (bad >= 0) throw new Error(`${what}: row ${bad} has ${joint[bad]!.length} shares, and row 0 has ${width}`)
  checkShares(joint.flat(), what)
}
const columnShares = (joint: readonly (readonly number[])[]): readonly number[] =>
  joint[0]!.map((_, j) => sum(joint.map((row) => row[j]!)))

/** The mutual information of rows and columns of a table of joint shares, in nats (`sklearn.metrics.mutual_info_score`). */
export const mutualInformation = (joint: readonly (readonly number[])[]): number => {
  checkJoint(joint, 'a mutual information')
  const [rows, columns] = [joint.map(sum), columnShares(joint)]
  const parts = joint.flatMap((row, i) => row.map((p, j) => (p > 0 ? p * Math.log(p / (rows[i]! * columns[j]!)) : 0)))
  return Math.max(0, sum(parts))
}

/** The entropy that is left of the rows when the column is known, in nats, of a table of joint shares. */
export const conditionalEntropy = (joint: readonly (readonly number[])[]): number => {
  checkJoint(joint, 'a conditional entropy')
  return Math.max(0, entropy(joint.flat()) - entropy(columnShares(joint)))
}
