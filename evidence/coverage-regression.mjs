import { luckOf } from '../dist/index.js'
import {
  clusterRobust,
  clusterRobustGeneralised,
  clusterRobustOrdinal,
  crossed,
  factor,
  generalisedLinear,
  leastSquares,
  mediation,
  negativeBinomial,
  numeric,
  partialProportionalOdds,
  proportionalOdds,
  SeparationError,
  stratifiedOdds,
} from '../dist/statistics/index.js'

export const about =
  'How often 95% intervals of regressions hold the effect that the data were made with: 2,000 tables for each model (400 for mediation), nominal .95. Where errors are shared within clusters, the plain interval stands beside the one by cluster.'

const effect = 0.5
const logistic = (u) => Math.log(u / (1 - u))

/** A table of one model: arms dealt evenly, an answer before, and outcomes on several scales; `shared` is the sd within clusters. */
const table = (luck, n, clusters, shared) => {
  const common = Array.from({ length: clusters }, (_, g) => luck.of('cluster', g).normal(0, shared))
  return Array.from({ length: n }, (_, i) => {
    const own = luck.of('row', i)
    const cluster = i % clusters
    // Whole clusters are dealt to an arm, which is where plain errors go wrong.
    const arm = shared > 0 ? cluster % 2 : i % 2
    const pre = Math.floor(own.of('pre').uniform() * 5) + 1
    const linear = 0.4 * (pre - 3) + effect * arm + common[cluster]
    const latent = linear + logistic(own.of('latent').uniform())
    const rate = Math.exp(0.5 + linear) * gamma(own.of('rate'), 2)
    const between = 0.6 * arm + own.of('mediator').normal()
    return {
      cluster,
      arm,
      pre,
      y: linear + own.of('y').normal(),
      won: latent > 0,
      post: 1 + [-1.5, -0.5, 0.5, 1.5].filter((cut) => latent > cut).length,
      count: poisson(own.of('count'), Math.exp(0.2 + linear)),
      wild: poisson(own.of('wild'), rate),
      between,
      after: effect * between + 0.2 * arm + own.of('after').normal(),
    }
  })
}

/** A gamma draw of whole-number shape and mean 1: the sum of exponential draws. */
const gamma = (luck, shape) =>
  Array.from({ length: shape }, (_, k) => -Math.log(1 - luck.of(k).uniform())).reduce((a, b) => a + b, 0) / shape
const poisson = (luck, mean) => {
  let [k, left] = [0, Math.exp(-mean)]
  for (let product = luck.of(0).uniform(); product > left; product *= luck.of(k).uniform()) k++
  return k
}

// What a logit averaged over clusters of that sd tends to (Zeger, Liang & Albert 1988).
const attenuated = (sd) => effect / Math.sqrt(1 + 0.346 * sd * sd)

const terms = [numeric('pre'), numeric('arm')]
const arm = ({ coefficients }) => coefficients.find(({ name }) => name === 'arm').interval
const glm = (outcome, family, interval) => (rows) => arm(generalisedLinear(rows, { outcome, terms, family, interval }))

/** Each model: how many rows and clusters its tables have, and the interval it gives. */
const models = {
  'least squares, t': [60, 60, 0, (rows) => arm(leastSquares(rows, { outcome: 'y', terms }))],
  'logit, profile': [200, 200, 0, glm('won', 'logit', 'profile')],
  'logit, wald': [200, 200, 0, glm('won', 'logit', 'wald')],
  'Poisson, profile': [120, 120, 0, glm('count', 'poisson', 'profile')],
  'negative binomial, profile': [200, 200, 0, (rows) => arm(negativeBinomial(rows, { outcome: 'wild', terms }))],
  'negative binomial counts under Poisson': [200, 200, 0, glm('wild', 'poisson', 'wald')],
  'proportional odds, profile': [200, 200, 0, (rows) => arm(proportionalOdds(rows, { outcome: 'post', terms }))],
  'partial proportional odds, pre free, wald': [
    400,
    400,
    0,
    (rows) => arm(partialProportionalOdds(rows, { outcome: 'post', terms, free: [terms[0]], interval: 'wald' })),
  ],
  'cut points by answer before, wald': [
    400,
    400,
    0,
    (rows) => arm(stratifiedOdds(rows, { outcome: 'post', terms: [terms[1]], stratum: 'pre' })),
  ],
  'clusters: least squares, plain': [160, 16, 0.5, (rows) => arm(leastSquares(rows, { outcome: 'y', terms }))],
  'clusters: least squares, CR2 over 16': [
    160,
    16,
    0.5,
    (rows) => arm(clusterRobust(rows, { outcome: 'y', terms, cluster: 'cluster' })),
  ],
  'clusters: least squares, CR0 over 16': [
    160,
    16,
    0.5,
    (rows) => arm(clusterRobust(rows, { outcome: 'y', terms, cluster: 'cluster', correction: 'CR0' })),
  ],
  'clusters: Poisson, CR2 over 24': [
    240,
    24,
    0.3,
    (rows) => arm(clusterRobustGeneralised(rows, { outcome: 'count', terms, family: 'poisson', cluster: 'cluster' })),
  ],
  'clusters: proportional odds, CR1 over 60': [
    360,
    60,
    0.4,
    (rows) => arm(clusterRobustOrdinal(rows, { outcome: 'post', terms, cluster: 'cluster' })),
  ],
}

const share = (held, runs) => ({
  coverage: held / runs,
  standardError: Math.sqrt(((held / runs) * (1 - held / runs)) / runs),
  nominal: 0.95,
  tables: runs,
})

export const gather = async (say, { tables = 2000, mediated = 400 } = {}) => {
  const found = {}
  for (const [name, [n, clusters, shared, interval]] of Object.entries(models)) {
    let [held, runs, refused] = [0, 0, 0]
    for (let i = 0; i < tables; i++) {
      const aim = name.startsWith('clusters: proportional') ? attenuated(shared) : effect
      try {
        const [low, high] = interval(table(luckOf(`coverage ${name}`).of('table', i), n, clusters, shared))
        held += low <= aim && aim <= high ? 1 : 0
        runs++
      } catch (error) {
        if (!(error instanceof SeparationError) && !/no more than Poisson/.test(error.message)) throw error
        refused++
      }
    }
    found[name] = { ...share(held, runs), ...(refused > 0 && { refused }) }
    say(`${name}: ${(held / runs).toFixed(3)}`)
  }
  const held = { bca: 0, percentile: 0 }
  for (let i = 0; i < mediated; i++) {
    const luck = luckOf('coverage mediation').of('table', i)
    const rows = table(luck, 120, 120, 0)
    for (const interval of ['bca', 'percentile']) {
      const draws = luck.of('draws', interval)
      const model = { treatment: numeric('arm'), mediator: 'between', outcome: 'after', replicates: 1000, interval }
      const [low, high] = mediation(rows, { ...model, luck: draws }).indirect.interval
      if (low <= 0.6 * effect && 0.6 * effect <= high) held[interval]++
    }
  }
  for (const [interval, count] of Object.entries(held))
    found[`mediation, indirect, ${interval}`] = share(count, mediated)
  // Type I error of a family: 4 pairs of factors that do nothing, by the interaction's t test.
  const none = Array.from({ length: tables }, (_, i) => {
    const luck = luckOf('coverage null').of('table', i)
    const rows = Array.from({ length: 80 }, (_, k) => ({ a: k % 2, b: Math.floor(k / 2) % 2, y: luck.of(k).normal() }))
    return leastSquares(rows, { outcome: 'y', terms: crossed(factor('a'), factor('b')) }).coefficients.at(-1).p
  })
  found['an interaction of nothing, p below .05'] = {
    share: none.filter((p) => p < 0.05).length / tables,
    nominal: 0.05,
  }
  return found
}
