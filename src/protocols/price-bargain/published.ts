import type { Published } from 'suasion'

const people = {
  claim: 'data',
  origin: 'run',
  population: 'crowd workers on Mechanical Turk',
  scale: 'difference',
  data: 'craigslist-bargain',
} as const
const source =
  'CraigslistBargain, 1,299 development and test dialogues as released with DialoGraph: an analysis of these'
const at =
  (margin: number) =>
  (value: number): Published => ({ ...people, source, value, margin })
const [share, price, curve, odds] = [at(0.005), at(0.01), at(0.03), at(0.1)]

/** The percentiles of the final price that are published. */
export const PERCENTILES = { 5: -0.766, 10: -0.256, 25: 0, 50: 0.276, 75: 0.522, 90: 0.739, 95: 1 } as const

/** Median prices after 0, 25, 50, 75 and 100% of a side's own price mentions, of sides with three or more. */
const CURVES = { buyer: [0, 0, 0.074, 0.167, 0.286], seller: [1, 0.52, 0.52, 0.44, 0.38] } as const

/** What is published of CraigslistBargain, by the name of our estimate. */
export const published: Readonly<Record<string, Published>> = {
  'deal rate': { ...share(0.717), n: 1299 },
  ...Object.fromEntries(
    Object.entries(PERCENTILES).map(([percentile, value]) => [`final price, percentile ${percentile}`, price(value)]),
  ),
  'final price, mean within the targets': price(0.314),
  messages: at(0.02)(7.18),
  'opening of the buyer, median': price(0),
  'opening of the seller, median': price(0.69),
  ...Object.fromEntries(
    Object.entries(CURVES).flatMap(([side, values]) =>
      values.map((value, i) => [`price of the ${side} after ${25 * i}% of its mentions, median`, curve(value)]),
    ),
  ),
  'acceptance by the buyer, rate': { ...price(0.907), n: 440 },
  'acceptance by the seller, rate': { ...price(0.9), n: 559 },
  'acceptance by the buyer, log odds: intercept': { ...odds(0.933), interval: [0.404, 1.462], n: 440 },
  'acceptance by the buyer, log odds: utility': { ...odds(2.445), interval: [1.524, 3.366], n: 440 },
  'acceptance by the seller, log odds: intercept': { ...odds(2.022), interval: [1.748, 2.296], n: 559 },
  'acceptance by the seller, log odds: utility': { ...odds(1.234), interval: [0.646, 1.822], n: 559 },
}
