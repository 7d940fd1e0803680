import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import {
  commonPool,
  commons,
  imitator,
  playedLaws,
  societies,
  societyParams,
  survivalOf,
} from 'suasion/protocols/common-pool'

const stock = { claim: 'formal', origin: 'exact', population: 'a logistic stock, r = .3, K = 100' } as const
const law = { ...stock, scale: 'difference', margin: 1e-3 } as const
const model = { claim: 'language-model', origin: 'published', population: 'societies that start selfish' } as const
const printed = { ...model, scale: 'ratio', margin: Math.log(1.25) } as const

/** Whether a group keeps a stock alive by learning from each other, by fines, or by choosing a norm together. */
export default study({
  name: 'gupta-2025-common-pool',
  title: 'Social learning and collective norm formation in a common-pool resource',
  cite: 'Gupta, Zhong, Yakura, Eisenmann & Rahwan 2025, arXiv 2510.14401 (AAMAS 2026)',
  systems: ['cpr-norms'],
  question: 'Does copying the successful destroy a common stock, and do fines or a chosen norm save it?',
  estimand: 'rounds until the stock is lost (100 at most), mean over groups of ten, by society',
  design: factorial(societies, { perCell: 20 }),
  cast: { altruistic: imitator({ start: 'altruistic' }), selfish: imitator({ start: 'selfish' }) },
  scene: ({ start, ...society }, cast) =>
    scene(commonPool, { params: societyParams(society), minds: { member: cast[start] } }),
  instruments: [commons()],
  published: {
    'share taken above which the stock is lost': { ...law, value: 0.3 / 1.3, source: 'r / (1 + r)' },
    'stock at a share of .15': { ...law, value: 48.4429066, source: 'K / (1 - E) x (1 - E / (1 - E) / r)' },
    'maximum sustainable yield': { ...law, value: 7.5, source: 'r K / 4' },
    'survival, learning only': { ...printed, value: 17.56, source: 'version 2: social learning alone' },
    'survival, norm chosen': { ...printed, value: 38.21, source: 'version 2: with collective choice' },
  },
  estimates: (rows) => {
    const laws = playedLaws()
    const survival = survivalOf(rows)
    return {
      'share taken above which the stock is lost': laws.threshold,
      'stock at a share of .15': laws.steady,
      'maximum sustainable yield': laws.yield,
      'survival, learning only': survival['rich, selfish, learning'] ?? null,
      'survival, norm chosen': survival['rich, selfish, vote'] ?? null,
      ...survival,
    }
  },
  limits: [
    'the growth law and constants of the paper are not available: all are chosen, so only orders can be compared',
    'graduated sanctions stand as points from 0 to 3; formal minds give at most one',
  ],
})
