import type { Published } from 'suasion'
import { answersPublished } from './act-table.ts'
import { TERMS } from './hazards.ts'

const crowd = 'crowd workers of PersuasionForGood (2018)'
const told = { claim: 'data', data: 'persuasion-for-good', population: crowd, scale: 'difference' } as const
const recomputed = { ...told, origin: 'run' } as const
const labelled = '300 labelled dialogues, from jasonyux/GDPZero'
const whole = '1,017 dialogues, from Sea-Snell/persuasionforgood'

/** Share of persuadees who give, where a strategy was used and where it was not. */
export const STRATEGY_RATES: Readonly<Record<string, readonly [present: number, absent: number]>> = {
  'donation-information': [0.524, 0.426],
  'emotion-appeal': [0.529, 0.455],
  'personal-story': [0.586, 0.471],
  'praise-user': [0.573, 0.447],
  'logical-appeal': [0.5, 0.485],
  'credibility-appeal': [0.477, 0.618],
  'self-modeling': [0.475, 0.503],
  'foot-in-the-door': [0.51, 0.485],
}

/** Point-biserial correlation of a trait of the persuadee with giving. */
export const TRAITS: Readonly<Record<string, number>> = {
  care: 0.191,
  agreeable: 0.189,
  authority: 0.138,
  purity: 0.129,
  rational: 0.122,
  fairness: 0.121,
  loyalty: 0.118,
  age: 0.111,
  open: 0.086,
  conscientious: 0.073,
}

/** Coefficients of the two hazards, in the order of their terms. */
export const COEFFICIENTS: Readonly<Record<'donate' | 'refuse', readonly number[]>> = {
  donate: [-3.44, 2.04, 1.79, 0.94, 0.85, 0.2, -0.75, -0.36, 0.36, 0.37, 0.29, -0.91, 0.24, 0.81, -0.03, -0.49, 0.08],
  refuse: [-5.03, 1.6, 0.86, 0.57, 0.54, 0.15, -0.3, -0.4, -0.93, -0.47, -0.86, -1.32, 0.19, 1.25, -0.2, 1.59, -0.05],
}

/** What 4,000 talks of ten exchanges with these hazards came to: pledges, refusals, mean exchanges. */
export const STRATEGIES: Readonly<Record<string, readonly [pledges: number, refusals: number, exchanges: number]>> = {
  'random act': [0.656, 0.153, 6.5],
  'published order': [0.751, 0.216, 8],
  '3 appeals': [0.802, 0.196, 4.5],
  '5 appeals': [0.806, 0.193, 5.2],
  propose: [0.83, 0.161, 3.4],
  greedy: [0.825, 0.161, 3.5],
}

const intended = {
  ...recomputed,
  margin: 0.005,
  source: 'annotated-donations.csv of Sea-Snell/persuasionforgood, counted apart from this code',
}

const rows = <T>(table: Readonly<Record<string, T>>, each: (name: string, value: T) => [string, Published][]) =>
  Object.fromEntries(Object.entries(table).flatMap(([name, value]) => each(name, value)))
const simulated = { claim: 'formal', origin: 'run', data: 'persuasion-for-good', scale: 'difference', n: 4000 } as const
const talks = {
  ...simulated,
  population: 'simulated persuadees',
  source: 'dialogue.md A4.1, 4,000 runs of ten exchanges',
}

/** The numbers of PersuasionForGood that stand beside ours, by name. */
export const published: Readonly<Record<string, Published>> = {
  'persuadees who give': {
    ...told,
    origin: 'published',
    value: 0.536,
    n: 1017,
    margin: 0.005,
    source: `dialogue.md A4.2; ${whole}`,
  },
  'persuaders who give': {
    ...told,
    origin: 'published',
    value: 0.417,
    n: 1017,
    margin: 0.005,
    source: `dialogue.md A4.2; ${whole}`,
  },
  'mean gift of persuadees': {
    ...recomputed,
    value: 2.17,
    n: 1017,
    margin: 0.01,
    source: `dialogue.md A4.2, with one gift of $700; ${whole}`,
  },
  exchanges: { ...recomputed, value: 10.4, n: 1017, margin: 0.05, source: `dialogue.md A4.2; ${whole}` },
  'labelled: persuadees who give': {
    ...recomputed,
    value: 148 / 300,
    n: 300,
    margin: 0.005,
    source: `dialogue.md A4.2; ${labelled}`,
  },
  'labelled: mean gift': { ...recomputed, value: 1.28, n: 300, margin: 0.01, source: `dialogue.md A4.2; ${labelled}` },
  'pledged something: who give': { ...intended, value: 112 / 198, n: 198 },
  'pledged up to $2: who give nothing': { ...intended, value: 54 / 146, n: 146 },
  'pledged up to $2: who give just that': { ...intended, value: 77 / 146, n: 146 },
  ...answersPublished((value, margin, of, n) => ({
    ...recomputed,
    ...{ value, margin, source: `dialogue.md A4.1, ${of}; ${labelled}`, ...(n !== undefined && { n }) },
  })),
  ...rows(STRATEGY_RATES, (strategy, [present, absent]) => {
    const found = { ...recomputed, n: 300, source: `dialogue.md A4.2; ${labelled}` }
    return [
      [`${strategy}: giving where used`, { ...found, value: present, margin: 0.02 }],
      [`${strategy}: giving where not used`, { ...found, value: absent, margin: 0.02 }],
      [`${strategy}: giving, used less not used (associational)`, { ...found, value: present - absent, margin: 0.03 }],
    ]
  }),
  ...rows(TRAITS, (trait, value) => [
    [`r(${trait}, giving)`, { ...recomputed, value, n: 1017, margin: 0.01, source: `dialogue.md A4.2; ${whole}` }],
  ]),
  ...rows(COEFFICIENTS, (hazard, values) =>
    values.map((value, k): [string, Published] => [
      `hazard of ${hazard}: ${TERMS[k]}`,
      {
        ...recomputed,
        value,
        n: 2141,
        margin: 0.1,
        source: `dialogue.md A4.1, hazards before the first donation; ${labelled}`,
      },
    ]),
  ),
  ...rows({ donate: [0.11, 0.86], refuse: [0.03, 0.89] } as const, (hazard, [rate, area]) => [
    [
      `hazard of ${hazard}: rate`,
      { ...recomputed, value: rate, n: 2141, margin: 0.005, source: `dialogue.md A4.1; ${labelled}` },
    ],
    [
      `hazard of ${hazard}: area under the curve`,
      { ...recomputed, value: area, n: 2141, margin: 0.01, source: `dialogue.md A4.1; ${labelled}` },
    ],
  ]),
  ...rows(STRATEGIES, (strategy, [pledges, refusals, exchanges]) => [
    [`${strategy}: pledges`, { ...talks, value: pledges, margin: 0.03 }],
    [`${strategy}: refusals`, { ...talks, value: refusals, margin: 0.03 }],
    [`${strategy}: exchanges`, { ...talks, value: exchanges, margin: 0.3 }],
  ]),
}
