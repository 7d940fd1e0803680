import { luckOf } from '../dist/index.js'
import {
  cumulativeMixed,
  generalisedMixed,
  linearMixed,
  numeric,
  predictionPoweredMean,
  profileDeviations,
} from '../dist/statistics/index.js'

export const about =
  'How often nominal 95% intervals hold what was planted: fixed effects of linear, logistic and cumulative mixed models with crossed groups and a random slope, profile intervals of a standard deviation, and prediction-powered means.'

const planted = { slope: 0.5, group: 0.8, varying: 0.4, item: 0.5 }

/** Rows of some groups crossed with items, with an outcome on each scale. */
const rowsOf = (luck, groups, each, items) => {
  const u = Array.from({ length: groups }, () => luck.normal(0, planted.group))
  const s = Array.from({ length: groups }, () => luck.normal(0, planted.varying))
  const v = Array.from({ length: items }, () => luck.normal(0, planted.item))
  return Array.from({ length: groups * each }, (_, i) => {
    const g = Math.floor(i / each)
    const h = (i * 7 + g) % items
    const x = luck.normal()
    const eta = (planted.slope + s[g]) * x + u[g] + v[h]
    const p = luck.uniform()
    const latent = eta + Math.log(p / (1 - p))
    const grade = [-1.5, -0.3, 0.8, 2].filter((cut) => latent > cut).length + 1
    return { g, h, x, y: eta + luck.normal(), yes: Number(latent > 0), grade }
  })
}

const random = [{ group: 'g', terms: [numeric('x')] }, { group: 'h' }]
const slopeOf = (fit) => fit.coefficients.find(({ name }) => name === 'x').interval
const model = { terms: [numeric('x')], random }

const experiments = {
  'linear mixed, slope, 8 groups of 10, 5 items': {
    runs: 1000,
    truth: planted.slope,
    interval: (luck) => slopeOf(linearMixed(rowsOf(luck, 8, 10, 5), { ...model, outcome: 'y' })),
  },
  'linear mixed, slope, 30 groups of 12, 10 items': {
    runs: 1000,
    truth: planted.slope,
    interval: (luck) => slopeOf(linearMixed(rowsOf(luck, 30, 12, 10), { ...model, outcome: 'y' })),
  },
  'logistic mixed, slope, 40 groups of 15, 10 items': {
    runs: 500,
    truth: planted.slope,
    interval: (luck) =>
      slopeOf(generalisedMixed(rowsOf(luck, 40, 15, 10), { ...model, outcome: 'yes', family: 'binomial' })),
  },
  'cumulative mixed, slope, 40 groups of 15, 10 items': {
    runs: 500,
    truth: planted.slope,
    interval: (luck) => slopeOf(cumulativeMixed(rowsOf(luck, 40, 15, 10), { ...model, outcome: 'grade' })),
  },
  'profile of the standard deviation by group, 20 groups of 12': {
    runs: 300,
    truth: planted.group,
    interval: (luck) => profileDeviations(rowsOf(luck, 20, 12, 8), { ...model, outcome: 'y' })[0].interval,
  },
  'prediction-powered mean, 60 labelled of 660, biased judge': {
    runs: 2000,
    truth: 2,
    interval: (luck) => {
      const make = (n) =>
        Array.from({ length: n }, () => {
          const human = luck.normal(2)
          return { human, judge: 0.7 * human + 1 + luck.normal(0, 0.4) }
        })
      return predictionPoweredMean(make(60), make(600), { outcome: 'human', prediction: 'judge' }).interval
    },
  },
}

export const gather = async (say) => {
  const results = {}
  for (const [name, { runs, truth, interval }] of Object.entries(experiments)) {
    let held = 0
    let failed = 0
    for (let r = 0; r < runs; r++) {
      try {
        const [low, high] = interval(luckOf('coverage-mixed').of(name, r))
        held += Number(low <= truth && truth <= high)
      } catch {
        failed++
      }
    }
    const share = held / (runs - failed)
    results[name] = {
      coverage: share,
      standardError: Math.sqrt((share * (1 - share)) / (runs - failed)),
      nominal: 0.95,
      runs,
      failed,
    }
    say(`${name}: ${share.toFixed(3)} of ${runs} (${failed} without a fit)`)
  }
  return results
}
