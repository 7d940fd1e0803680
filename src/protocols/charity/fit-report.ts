import type { FitSection } from 'suasion'
import { percentileInterval } from 'suasion/statistics'
import { TERMS } from './hazards.ts'
import { LEAST, type Parameters, type Support } from './parameters.ts'

/** Where such a fit must not be used, first of all in its report. */
export const usesSection = (): FitSection => ({
  title: 'What it must not be used for',
  about: 'read this before the numbers',
  columns: ['use', 'why not'],
  rows: [
    [
      'to say which strategy persuades',
      'the hazards are observational: persuaders chose their acts by how the talk went, so a coefficient mixes what an act does with when people use it',
    ],
    [
      'to train or rank persuaders without fatigue',
      'asking again costs nothing in it, so nagging pays: proposing in every turn beats every appeal; sweep the fatigue, which is inferred and not fitted',
    ],
    [
      'to study honesty, manipulation, wording or length',
      'it hears labels alone: a lie, a threat and a plain sentence with the same label are the same to it',
    ],
    [
      'to stand for other people, stakes or causes',
      'crowd workers of 2018 with a few dollars at stake, and one charity',
    ],
    [
      'after a pledge, after many asks, in long talks',
      'the data end there; it goes on by its declared rule, and the episode is flagged',
    ],
  ],
})

/** The hazards' coefficients with the percentile intervals of the bootstrap. */
export const coefficientSection = (parameters: Parameters, draws: readonly Parameters[]): FitSection => ({
  title: 'Hazards',
  about:
    'log odds of a first pledge, and of a refusal, in an exchange; ridge penalty 1; 95% percentile intervals of whole talks drawn again',
  columns: ['term', 'pledge', 'low', 'high', 'refusal', 'low', 'high'],
  rows: TERMS.map((term, k) => [
    term,
    ...(['donate', 'refuse'] as const).flatMap((hazard) => [
      parameters[hazard][k]!,
      ...percentileInterval(draws.map((draw) => draw[hazard][k]!)),
    ]),
  ]),
})

/** What was seen how often, and what people pledged and gave. */
export const countSections = (parameters: Parameters, support: Support): readonly FitSection[] => {
  const { kept, unpledged, pledges } = parameters
  const promised = pledges.reduce((sum, [, count]) => sum + count, 0)
  return [
    {
      title: 'Support: acts',
      about: `exchanges before the first pledge that held each act; below ${LEAST} an act counts as not seen`,
      columns: ['act', 'exchanges'],
      rows: Object.entries(support.acts).sort(([, a], [, b]) => b - a),
    },
    {
      title: 'Support: asks before',
      about: `exchanges before the first pledge by how many earlier turns asked for money; below ${LEAST} it counts as not seen`,
      columns: ['asks before', 'exchanges'],
      rows: support.asks.map((count, asks) => [asks, count]),
    },
    {
      title: 'Pledged and given',
      about:
        'people who agreed to donate and named an amount up to the endowment, by what they then gave; and those who never agreed',
      columns: ['group', 'people', 'gave nothing', 'gave less', 'gave as much', 'gave more'],
      rows: [
        ['pledged', promised, ...kept],
        ['never agreed', unpledged[0] + unpledged[1], unpledged[0], null, null, unpledged[1]],
      ],
    },
  ]
}
