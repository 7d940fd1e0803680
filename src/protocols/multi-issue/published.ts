import type { Published } from 'suasion'
import type { Bucket } from './split-record.ts'

const people = {
  claim: 'data',
  origin: 'run',
  population: 'crowd workers on Mechanical Turk',
  scale: 'difference',
  data: 'casino',
} as const
const source = 'CaSiNo, 1,030 dialogues as released: an analysis of these'
const at =
  (margin: number) =>
  (value: number): Published => ({ ...people, source, value, margin })
const [share, points] = [at(0.002), at(0.02)]

/** The share of proposals that are accepted, by the points they offer. */
const ACCEPTED: Readonly<Record<Bucket, number>> = {
  under13: 0.468,
  from13: 0.588,
  from16: 0.836,
  from18: 0.907,
  from20: 0.939,
  from22: 0.935,
}

/** Points by satisfaction afterwards. */
export const SATISFACTION = {
  'Extremely satisfied': 19.55,
  'Slightly satisfied': 18.57,
  Undecided: 17.62,
  'Slightly dissatisfied': 16.79,
  'Extremely dissatisfied': 10.94,
} as const

/** Joint points of deals, by how many issues both sides rank the same. */
export const ALIGNED = { 0: 39.39, 1: 38.2, 3: 36 } as const

/** What is published of CaSiNo, by the name of our estimate. */
export const published: Readonly<Record<string, Published>> = {
  'Pareto-optimal deals': { ...share(0.674), n: 1005 },
  deals: { ...share(1005 / 1030), n: 1030 },
  'proposals accepted': { ...share(0.851), n: 1181 },
  'acceptance, log odds: intercept': { ...at(0.01)(-2.773), interval: [-3.694, -1.852] },
  'acceptance, log odds: a point': { ...at(0.001)(0.258), interval: [0.205, 0.311] },
  ...Object.fromEntries(Object.entries(ACCEPTED).map(([bucket, value]) => [`accepted, ${bucket}`, share(value)])),
  'points asked for in a proposal': points(19.48),
  'points offered in a proposal': points(18.37),
  points: { ...points(18.64), n: 2060 },
  'joint points of a deal': points(37.95),
  'joint points that were attainable': points(39.4),
  'joint points left on the table': points(1.46),
  ...Object.fromEntries(
    Object.entries(ALIGNED).map(([aligned, value]) => [
      `joint points, ${aligned} issues ranked the same`,
      points(value),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(SATISFACTION).map(([level, value]) => [`points of the ${level.toLowerCase()}`, points(value)]),
  ),
}
